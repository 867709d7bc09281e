package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedAerospike;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries of parts of maps return the same rows, whether servers reduce the maps or not. */
class SparkMapReductionTest {

    private static final int RECORDS = 600;

    private static Map<String, Object> bins(long number) {
        Map<String, Object> stats = new TreeMap<>();
        for (int key = 0; key < 50; key++) {
            stats.put("key" + key, number * key);
        }
        Map<String, Object> bins = new TreeMap<>();
        bins.put("id", number);
        if (number % 5 > 0) {
            bins.put("m", Map.of("stats", stats, "name", "n" + number));
        }
        return bins;
    }

    private static Metadata path(String path) {
        return new MetadataBuilder()
                .putString("aerospike.bin", "m")
                .putString("aerospike.path", path)
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.1.0.3", "8.1.2.0"})
    void readsTheSameRows(String version) {
        try (EmbeddedAerospike server =
                EmbeddedAerospike.builder().version(version).start()) {
            for (long i = 0; i < RECORDS; i++) {
                server.load("test", "maps").put(i, bins(i));
            }
            StructType structs =
                    StructType.fromDDL("id BIGINT, m STRUCT<name: STRING, stats: STRUCT<key1: BIGINT, key2: BIGINT>>");
            StructType paths = new StructType()
                    .add("id", DataTypes.LongType)
                    .add("k7", DataTypes.LongType, true, path("stats.key7"))
                    .add("n", DataTypes.StringType, true, path("name"));
            List<List<Row>> byStructs = new ArrayList<>();
            List<List<Row>> byPaths = new ArrayList<>();
            for (Map<String, String> options : List.of(
                    Map.of("mapReduction", "ALWAYS"), Map.of("mapReduction", "NEVER"), Map.of("pushDown", "false"))) {
                Dataset<Row> struct = read(server, options, structs).select("id", "m.name");
                byStructs.add(struct.orderBy("id").collectAsList());
                Dataset<Row> part = read(server, options, paths).where("k7 > 700 or n = 'n3' or k7 is null");
                byPaths.add(part.orderBy("id").collectAsList());
            }
            assertThat(byStructs.get(0))
                    .hasSize(RECORDS)
                    .isEqualTo(byStructs.get(1))
                    .isEqualTo(byStructs.get(2));
            assertThat(byStructs.get(0).get(1)).hasToString("[1,n1]");
            assertThat(byPaths.get(0)).isEqualTo(byPaths.get(1)).isEqualTo(byPaths.get(2));
            assertThat(byPaths.get(0).get(1)).hasToString("[3,21,n3]");
            assertThat(byPaths.get(0)).hasSize(120 + 1 + (RECORDS - 101) * 4 / 5 + 1);
        }
    }

    private static Dataset<Row> read(EmbeddedAerospike server, Map<String, String> options, StructType schema) {
        SparkSession spark = SharedSpark.newSession(1);
        return spark.read()
                .format("aerospike")
                .option("host", server.host())
                .option("port", server.port())
                .option("namespace", "test")
                .option("set", "maps")
                .options(options)
                .schema(schema)
                .load();
    }
}
