package io.aeroarrow.demo;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Loads real data into a server, then reads it through Spark SQL and as Arrow vectors. */
public final class Demo {

    private static final String FLIGHTS = "demo_flights";
    private static final String AIRPORTS = "demo_airports";
    private static final String MOVIES = "demo_movies";

    private final PrintStream out;
    private final DemoServer server;
    private final SparkSession spark;

    private Demo(PrintStream out, DemoServer server, SparkSession spark) {
        this.out = out;
        this.server = server;
        this.spark = spark;
    }

    /**
     * Runs the demo.
     *
     * @param arguments folder of the sample data (default: {@code notebooks/data})
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "notebooks/data");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (DemoServer server = DemoServer.open()) {
            out.println("AeroArrow demo on " + server);
            SparkSession spark = SparkSession.builder()
                    .master("local[*]")
                    .appName("AeroArrow demo")
                    .config("spark.ui.enabled", "false")
                    .config("spark.sql.session.timeZone", "UTC")
                    .config("spark.sql.shuffle.partitions", "2")
                    .getOrCreate();
            try {
                new Demo(out, server, spark).run(new SampleData(spark, folder));
            } finally {
                spark.stop();
            }
        }
    }

    private void run(SampleData data) throws IOException, InterruptedException {
        ClientConfig config = ClientConfig.of(server.address());
        try (BufferAllocator allocator = new RootAllocator();
                AeroArrowClient client = AeroArrowClient.connect(config)) {
            load(data, new SampleDataLoader(client, server.namespace()));
            querySpark();
            AeroArrowView aero = AeroArrow.over(client, allocator);
            scanArrow(aero);
            lookUpArrow(aero, allocator);
        }
        printNextSteps();
    }

    private void load(SampleData data, SampleDataLoader loader) throws InterruptedException {
        title("1. Load: write flights, airports and movies as records");
        List<Row> flights = data.flights().collectAsList();
        List<Row> airports = data.airports().collectAsList();
        List<Row> movies = data.movies().collectAsList();
        long start = System.nanoTime();
        int records = loader.load(flights, FLIGHTS, (number, row) -> Value.of((long) number))
                + loader.load(airports, AIRPORTS, (number, row) -> Value.of(row.getString(0)))
                + loader.load(movies, MOVIES, (number, row) -> Value.of((long) number));
        out.println(rate(records, "records written", start));
    }

    private void querySpark() {
        title("2. Spark SQL: from which states do flights leave late?");
        // The bin holds the departure as microseconds; the declared type decodes them to a timestamp.
        StructType flights = new StructType()
                .add("departure", DataTypes.TimestampType)
                .add("delay", DataTypes.IntegerType)
                .add("distance", DataTypes.IntegerType)
                .add("origin", DataTypes.StringType)
                .add("destination", DataTypes.StringType);
        read(FLIGHTS).schema(flights).load().createOrReplaceTempView("flights");
        read(AIRPORTS).load().createOrReplaceTempView("airports");
        Dataset<Row> late = spark.sql("""
                SELECT a.state, count(*) AS flights, round(avg(f.delay), 1) AS mean_delay,
                       date_format(max(f.departure), 'yyyy-MM-dd HH:mm') AS last_departure
                FROM flights f JOIN airports a ON f.origin = a.iata
                GROUP BY a.state ORDER BY mean_delay DESC, a.state LIMIT 10
                """);
        long start = System.nanoTime();
        List<Row> rows = late.collectAsList();
        out.println(rate(20_000, "flights joined and grouped", start));
        spark.createDataFrame(rows, late.schema()).show(false);
        out.println();
        out.println("Physical plan: BatchScan returns columnar batches; Spark adds ColumnarToRow.");
        String plan = late.queryExecution().executedPlan().toString();
        int initial = plan.indexOf("+- == Initial Plan");
        out.println((initial < 0 ? plan : plan.substring(0, initial)).indent(2));
    }

    private DataFrameReader read(String set) {
        return spark.read()
                .format("aerospike")
                .option("host", server.address().toString())
                .option("namespace", server.namespace())
                .option("set", set);
    }

    private void scanArrow(AeroArrowView aero) throws IOException {
        title("3. Arrow: scan movies with a schema inferred from a sample");
        Schema schema = aero.inferSchema(server.namespace(), MOVIES).bins();
        schema.getFields().forEach(field -> out.println("  " + field));
        long rows = 0;
        long withRating = 0;
        long start = System.nanoTime();
        try (ArrowReader reader =
                aero.scan(server.namespace(), MOVIES).schema(schema).reader()) {
            while (reader.loadNextBatch()) {
                VectorSchemaRoot root = reader.getVectorSchemaRoot();
                rows += root.getRowCount();
                withRating += root.getRowCount() - root.getVector("imdb").getNullCount();
            }
            out.println(rate(rows, "movies scanned", start) + ", " + withRating + " of them with a rating, "
                    + reader.bytesRead() / 1024 + " KiB on the wire");
        }
    }

    private void lookUpArrow(AeroArrowView aero, BufferAllocator allocator) {
        title("4. Arrow: read airports by key; one key does not exist");
        Schema schema = new Schema(aero.inferSchema(server.namespace(), AIRPORTS).bins().getFields().stream()
                .filter(field -> List.of("iata", "name", "city", "state").contains(field.getName()))
                .toList());
        try (VarCharVector keys = new VarCharVector("key", allocator)) {
            List<String> codes = List.of("SFO", "XXX", "JFK", "ORD");
            for (int i = 0; i < codes.size(); i++) {
                keys.setSafe(i, codes.get(i).getBytes(StandardCharsets.UTF_8));
            }
            keys.setValueCount(codes.size());
            long start = System.nanoTime();
            try (VectorSchemaRoot root =
                    aero.batchRead(server.namespace(), AIRPORTS).schema(schema).root(keys)) {
                out.print(root.contentToTSVString());
                out.println(rate(root.getRowCount(), "keys read, in request order", start));
            }
        }
    }

    private void printNextSteps() {
        title("Next steps");
        out.println("""
                  Run the demo on your cluster (it writes sets demo_flights, demo_airports and demo_movies):
                    AEROSPIKE_HOST=host AEROSPIKE_PORT=3000 AEROSPIKE_NAMESPACE=test make demo
                  Read your own data in Spark:
                    spark.read.format("aerospike").option("host", "host:3000")
                         .option("namespace", "ns").option("set", "set").load()
                """);
    }

    private void title(String text) {
        out.println();
        out.println("== " + text);
    }

    private static String rate(long count, String what, long startNanos) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        return String.format(Locale.ROOT, "%,d %s in %.2f s (%,.0f rows/s)", count, what, seconds, count / seconds);
    }
}
