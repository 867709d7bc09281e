package io.aeroarrow.spark;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The Java examples of the Spark pages of the documentation. Here they compile. */
final class SparkSnippets {

    private SparkSnippets() {}

    static Dataset<Row> lookUp(Dataset<Row> orders) {
        Map<String, String> customers = Map.of("host", "db1", "namespace", "shop", "set", "customers");
        Dataset<Row> joined = AerospikeLookup.of(customers)
                .schema("name STRING, segment STRING")
                .join(orders, "customerId");
        return joined;
    }
}
