package io.aeroarrow.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Iterator;

/** Joins two sets with Spark SQL, and shows what one pushed filter saves. */
final class SparkDemo {

    private static final int LINE_WIDTH = 118;
    private static final String LATE = "SELECT origin, avg(delay) FROM flights WHERE delay > 120 GROUP BY origin";

    private final Page page;
    private final DemoServer server;
    private final SparkSession spark;

    /** What the scans of a query received. */
    private record Received(long records, long bytes) {}

    SparkDemo(Page page, DemoServer server, SparkSession spark) {
        this.page = page;
        this.server = server;
        this.spark = spark;
    }

    void run() {
        join();
        pushDown();
    }

    private void join() {
        page.title("2. Spark SQL: from which states do flights leave late?");
        flights(true).createOrReplaceTempView("flights");
        read(Demo.AIRPORTS).load().createOrReplaceTempView("airports");
        Dataset<Row> late = spark.sql("""
                SELECT a.state, count(*) AS flights, round(avg(f.delay), 1) AS mean_delay,
                       date_format(max(f.departure), 'yyyy-MM-dd HH:mm') AS last_departure
                FROM flights f JOIN airports a ON f.origin = a.iata
                GROUP BY a.state ORDER BY mean_delay DESC, a.state LIMIT 5
                """);
        late.show(false);
    }

    private void pushDown() {
        page.title("3. Push-down: the server tests the condition and sends only two bins");
        page.line(LATE);
        page.empty();
        Dataset<Row> pushed = spark.sql(LATE);
        Received less = received(pushed);
        flights(false).createOrReplaceTempView("flights");
        Received all = received(spark.sql(LATE));
        page.bar("received, pushed", less.bytes() / 1024.0, all.bytes() / 1024.0, "KiB, " + records(less));
        page.bar("received, not pushed", all.bytes() / 1024.0, all.bytes() / 1024.0, "KiB, " + records(all));
        page.empty();
        page.line("Spark's plan of the pushed query:");
        Arrays.stream(pushed.queryExecution().executedPlan().toString().split("\n"))
                .map(SparkDemo::shortened)
                .forEach(page::line);
    }

    private static String records(Received received) {
        return String.format(Locale.ROOT, "%,d records", received.records());
    }

    private static String shortened(String line) {
        return line.length() <= LINE_WIDTH ? line : line.substring(0, LINE_WIDTH - 3) + "...";
    }

    private static Received received(Dataset<Row> query) {
        List<Row> rows = query.collectAsList();
        if (rows.isEmpty()) {
            throw new IllegalStateException("no flight is more than two hours late: the sample data is not complete");
        }
        SparkPlan plan = query.queryExecution().executedPlan();
        Iterator<SparkPlan> leaves = plan.collectLeaves().iterator();
        long records = 0;
        long bytes = 0;
        while (leaves.hasNext()) {
            SparkPlan scan = leaves.next();
            records += metric(scan, "aerospikeRecords");
            bytes += metric(scan, "aerospikeBytes");
        }
        return new Received(records, bytes);
    }

    private static long metric(SparkPlan scan, String name) {
        if (!scan.metrics().contains(name)) {
            throw new NoSuchElementException(scan.nodeName() + " has no metric " + name);
        }
        return scan.metrics().apply(name).value();
    }

    private Dataset<Row> flights(boolean pushDown) {
        // The bin holds the departure as microseconds; the declared type decodes them to a timestamp.
        StructType flights = new StructType()
                .add("departure", DataTypes.TimestampType)
                .add("delay", DataTypes.IntegerType)
                .add("distance", DataTypes.IntegerType)
                .add("origin", DataTypes.StringType)
                .add("destination", DataTypes.StringType);
        return read(Demo.FLIGHTS).option("pushDown", pushDown).schema(flights).load();
    }

    private DataFrameReader read(String set) {
        return spark.read()
                .format("aerospike")
                .option("host", server.address().toString())
                .option("namespace", server.namespace())
                .option("set", set);
    }
}
