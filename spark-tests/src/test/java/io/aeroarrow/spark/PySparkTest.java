package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code python/reads.py} with the Python that AEROARROW_PYSPARK names. That Python has PySpark. */
@EnabledIfEnvironmentVariable(named = PySparkTest.PYTHON, matches = ".+")
class PySparkTest {

    static final String PYTHON = "AEROARROW_PYSPARK";

    private static final long MINUTES = 15;

    private static EmbeddedServer server;

    @BeforeAll
    static void start() {
        server = EmbeddedServer.start(ServerConfig.builder().build());
        for (long i = 0; i < 100; i++) {
            server.load("test", "users").put(i, Map.of("id", i, "name", "n" + i));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void pySparkReadsJoinsAndAggregates(@TempDir Path dir) throws Exception {
        assertThat(run(dir))
                .contains("inferred schema", "join", "aggregate", "lookup join in SQL", "SQL", "save modes");
    }

    @Test
    void sparkConnectReadsJoinsAndAggregates(@TempDir Path dir) throws Exception {
        assertThat(run(dir, "--connect"))
                .contains("inferred schema", "join", "aggregate", "lookup join in SQL", "SQL", "save modes");
    }

    private static String run(Path dir, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                System.getenv(PYTHON),
                Path.of("python", "reads.py").toAbsolutePath().toString(),
                jar(),
                server.host(),
                String.valueOf(server.port())));
        command.addAll(List.of(more));
        Path output = dir.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as(() -> "the script did not end within " + MINUTES + " minutes")
                    .isTrue();
            String text = Files.readString(output);
            assertThat(process.exitValue()).as(text).isZero();
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Returns the path of the data source's jar on this class path. */
    private static String jar() {
        return Path.of(AerospikeSource.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }
}
