package example;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads flights and writes the mean delay per airport. */
public final class DelaysJob {

    private DelaysJob() {}

    /** Arguments: seed nodes of the cluster, such as {@code db1,db2:3000}, and a namespace. */
    public static void main(String[] args) throws IOException {
        try (SparkSession spark = SparkSession.builder().appName("Delays").getOrCreate()) {
            run(spark, args[0], args[1]);
        }
    }

    static void run(SparkSession spark, String host, String namespace) {
        Map<String, String> cluster = Map.of("host", host, "namespace", namespace);
        Dataset<Row> flights = spark.read()
                .format("aerospike")
                .options(cluster)
                .option("set", "flights")
                .schema("origin STRING, delay INT, cancelled BOOLEAN")
                .load();
        flights.where("NOT cancelled") // pushed down to the servers
                .groupBy("origin")
                .agg(count(lit(1)).as("flights"), avg(col("delay")).as("mean_delay"))
                .write()
                .format("aerospike")
                .mode("append")
                .options(cluster)
                .option("set", "delays")
                .option("keyColumn", "origin")
                .save();
    }
}
