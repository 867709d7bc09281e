package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.embedded.ServerSecurity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark's event log, which the UI and the history server show, contains no password. */
class SparkEventLogTest {

    private static final String PASSWORD = "correct-horse";
    private static final StructType ID = new StructType().add("id", DataTypes.LongType);

    @Test
    void theEventLogContainsNoPassword(@TempDir Path logs, @TempDir Path secrets) throws IOException {
        Path file = Files.writeString(secrets.resolve("secret"), PASSWORD + "\n");
        try (EmbeddedServer server = EmbeddedServer.start(ServerConfig.builder()
                .security(ServerSecurity.builder()
                        .user("reader", PASSWORD, "read")
                        .build())
                .build())) {
            try (SparkSession spark = session(server, logs)) {
                readAndWriteWithThePassword(spark, file);
            }
        }
        String log = read(logs);
        assertThat(log)
                .contains("SparkListenerSQLExecutionStart", "test.people", "spark.aerospike.password")
                .doesNotContain(PASSWORD, "$2a$");
    }

    private static SparkSession session(EmbeddedServer server, Path logs) {
        // The event log is a setting of the SparkContext.
        SharedSpark.stop();
        return SparkSession.builder()
                .master("local[2]")
                .appName("aeroarrow")
                .config("spark.ui.enabled", "false")
                .config("spark.eventLog.enabled", "true")
                .config("spark.eventLog.compress", "false")
                .config("spark.eventLog.dir", logs.toUri().toString())
                .config("spark.aerospike.host", server.host() + ":" + server.port())
                .config("spark.aerospike.namespace", "test")
                .config("spark.aerospike.set", "people")
                .config("spark.aerospike.user", "reader")
                .config("spark.aerospike.password", PASSWORD)
                .getOrCreate();
    }

    private static void readAndWriteWithThePassword(SparkSession spark, Path file) {
        assertThat(spark.read().format("aerospike").schema(ID).load().collectAsList())
                .isEmpty();
        for (String password : List.of(PASSWORD, "file:" + file)) {
            assertThat(spark.read()
                            .format("aerospike")
                            .schema(ID)
                            .option("password", password)
                            .load()
                            .where("id > 3")
                            .collectAsList())
                    .isEmpty();
        }
        for (String mode : List.of("errorifexists", "append")) {
            assertThatThrownBy(() -> spark.range(1)
                            .selectExpr("id", "id AS n")
                            .write()
                            .format("aerospike")
                            .option("password", PASSWORD)
                            .option("keyColumn", "id")
                            .mode(mode)
                            .save())
                    .hasStackTraceContaining("ROLE_VIOLATION");
        }
        spark.sql("CREATE TEMPORARY VIEW people (id BIGINT) USING aerospike OPTIONS (password '" + PASSWORD + "')");
        assertThat(spark.sql("SELECT * FROM people").collectAsList()).isEmpty();
        assertThat(spark.sql("EXPLAIN EXTENDED SELECT * FROM people").collectAsList())
                .extracting(Row::toString)
                .noneMatch(plan -> plan.contains(PASSWORD));
    }

    private static String read(Path logs) throws IOException {
        try (Stream<Path> files = Files.walk(logs)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().endsWith(".crc"))
                    .map(SparkEventLogTest::text)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
