package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.embedded.RecordLoader;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class DelaysJobTest {

    @Test
    void writesTheMeanDelayOfEachAirport() throws Exception {
        try (EmbeddedAerospike aerospike = EmbeddedAerospike.start();
                SparkSession spark = SparkSession.builder()
                        .master("local[2]")
                        .config("spark.ui.enabled", "false")
                        .config("spark.sql.shuffle.partitions", "2")
                        .getOrCreate()) {
            RecordLoader flights = aerospike.load("test", "flights");
            flights.put(1, Map.of("origin", "SFO", "delay", 10, "cancelled", false));
            flights.put(2, Map.of("origin", "SFO", "delay", 30, "cancelled", false));
            flights.put(3, Map.of("origin", "SFO", "delay", 999, "cancelled", true));
            flights.put(4, Map.of("origin", "JFK", "delay", -5, "cancelled", false));
            String host = aerospike.host() + ":" + aerospike.port();

            DelaysJob.run(spark, host, "test");

            List<Row> delays = spark.read()
                    .format("aerospike")
                    .options(Map.of("host", host, "namespace", "test", "set", "delays"))
                    .schema("__key STRING, flights BIGINT, mean_delay DOUBLE")
                    .load()
                    .orderBy("__key")
                    .collectAsList();
            assertEquals("[[JFK,1,-5.0], [SFO,2,20.0]]", delays.toString());
        }
    }
}
