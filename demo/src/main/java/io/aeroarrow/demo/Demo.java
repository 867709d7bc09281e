package io.aeroarrow.demo;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.spark.sql.SparkSession;

/** Loads real data into a server, then reads it through Spark SQL and as Arrow vectors. */
public final class Demo {

    static final String FLIGHTS = "demo_flights";
    static final String AIRPORTS = "demo_airports";
    static final String MOVIES = "demo_movies";

    private Demo() {}

    /**
     * Runs the demo.
     *
     * @param arguments folder of the sample data (default: {@code notebooks/data})
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "notebooks/data");
        Charset charset = terminalCharset();
        Page page = new Page(new PrintStream(System.out, true, charset), charset);
        try (DemoServer server = DemoServer.open()) {
            page.line("AeroArrow demo on " + server);
            // Without adaptive execution, a plan and its metrics are those of the one query that ran.
            SparkSession spark = SparkSession.builder()
                    .master("local[*]")
                    .appName("AeroArrow demo")
                    .config("spark.ui.enabled", "false")
                    .config("spark.sql.session.timeZone", "UTC")
                    .config("spark.sql.shuffle.partitions", "2")
                    .config("spark.sql.adaptive.enabled", "false")
                    .getOrCreate();
            try {
                run(page, server, spark, new SampleData(spark, folder));
            } finally {
                spark.stop();
            }
        }
    }

    /** {@return the charset of standard output} JDK 17 knows only that of the platform. */
    private static Charset terminalCharset() {
        String platform = System.getProperty("native.encoding", StandardCharsets.US_ASCII.name());
        return Charset.forName(System.getProperty("stdout.encoding", platform));
    }

    private static void run(Page page, DemoServer server, SparkSession spark, SampleData data)
            throws IOException, InterruptedException {
        try (BufferAllocator allocator = new RootAllocator();
                AeroArrowClient client = AeroArrowClient.connect(ClientConfig.of(server.address()))) {
            page.title("1. Write flights, airports and movies as records");
            page.line(load(data, new SampleDataLoader(client, server.namespace())) + " records written");
            new SparkDemo(page, server, spark).run();
            new ArrowDemo(page, server, AeroArrow.over(client, allocator), allocator).run();
        }
        page.title("Next steps");
        page.line("""
                Run the demo on your cluster (it writes the sets demo_flights, demo_airports and demo_movies):
                  AEROSPIKE_HOST=host AEROSPIKE_PORT=3000 AEROSPIKE_NAMESPACE=test make demo
                Read your own data: README.md, "First programs".""");
    }

    private static int load(SampleData data, SampleDataLoader loader) throws InterruptedException {
        return loader.load(data.flights().collectAsList(), FLIGHTS, (number, row) -> Value.of((long) number))
                + loader.load(data.airports().collectAsList(), AIRPORTS, (number, row) -> Value.of(row.getString(0)))
                + loader.load(data.movies().collectAsList(), MOVIES, (number, row) -> Value.of((long) number));
    }
}
