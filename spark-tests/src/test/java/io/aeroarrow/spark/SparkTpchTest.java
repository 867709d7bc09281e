package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.schema.SchemaStore;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.policy.ClientConfig;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Spark's answers to the queries of flight-server/src/test/tpch, with which the tests of the Flight server compare theirs. With
 * -Daeroarrow.docs.write=true, the answers are written.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkTpchTest {

    private static final Path FOLDER = Path.of("../flight-server/src/test/tpch");
    private static final List<String> TABLES =
            List.of("region", "nation", "supplier", "customer", "part", "partsupp", "orders", "lineitem");

    private EmbeddedAerospike aerospike;
    private SparkSession spark;

    @BeforeAll
    void start() throws Exception {
        aerospike = EmbeddedAerospike.builder().nodes(2).start();
        try (AeroArrowClient cluster = AeroArrowClient.connect(ClientConfig.of(aerospike.host(), aerospike.port()))) {
            for (String table : TABLES) {
                try (Reader rows = new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(FOLDER.resolve("tables/" + table + ".csv.gz"))),
                        StandardCharsets.UTF_8)) {
                    aerospike.load("test", table).csv(rows, "__key");
                }
                String columns = Files.readString(FOLDER.resolve("tables/" + table + ".json"));
                SchemaStore.of(cluster, "schemas").put("test", table, Schema.fromJSON(columns));
            }
        }
        spark = SharedSpark.newSession(1);
        spark.conf().set("spark.sql.catalog.tpch", AerospikeCatalog.class.getName());
        spark.conf().set("spark.sql.catalog.tpch.host", aerospike.host());
        spark.conf().set("spark.sql.catalog.tpch.port", String.valueOf(aerospike.port()));
        spark.conf().set("spark.sql.catalog.tpch.schemaSet", "schemas");
        // Compiling and replanning these queries takes longer than running them.
        spark.conf().set("spark.sql.codegen.wholeStage", "false");
        spark.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        spark.conf().set("spark.sql.adaptive.enabled", "false");
        spark.sql("USE tpch");
    }

    @AfterAll
    void stop() {
        aerospike.close();
    }

    static Stream<String> queries() {
        return IntStream.rangeClosed(1, 22).mapToObj("%02d"::formatted);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void answersAsTheFileSays(String query) throws Exception {
        String sql = Files.readString(FOLDER.resolve("queries/" + query + ".sql"));
        List<String> rows = new ArrayList<>();
        for (Row row : spark.sql(sql).collectAsList()) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(
                        row.get(i) instanceof BigDecimal number ? number.toPlainString() : String.valueOf(row.get(i)));
            }
            rows.add(String.join("|", cells));
        }
        assertThat(rows).as("each query has an answer").isNotEmpty();
        Path answer = FOLDER.resolve("queries/" + query + ".txt");
        if (Boolean.getBoolean("aeroarrow.docs.write")) {
            Files.write(answer, rows);
        }
        assertThat(rows).isEqualTo(Files.readAllLines(answer));
    }
}
