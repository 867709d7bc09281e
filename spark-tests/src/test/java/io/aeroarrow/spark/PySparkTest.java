package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The script of {@code python/reads.py}, run by the Python with PySpark that an environment variable names. */
@EnabledIfEnvironmentVariable(named = PySparkTest.PYTHON, matches = ".+")
class PySparkTest {

    static final String PYTHON = "AEROARROW_PYSPARK";

    private static final long MINUTES = 15;

    private static EmbeddedServer server;

    @BeforeAll
    static void start() {
        server = EmbeddedServer.start(ServerConfig.builder().build());
        SmallSets.write(server, "users", 100);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void pySparkReadsJoinsAndAggregates(@TempDir Path dir) throws Exception {
        assertThat(run(dir)).contains("inferred schema", "join", "aggregate", "SQL", "save modes");
    }

    @Test
    void soItDoesThroughSparkConnect(@TempDir Path dir) throws Exception {
        assertThat(run(dir, "--connect")).contains("inferred schema", "join", "aggregate", "SQL", "save modes");
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
                    .as(() -> "no end after " + MINUTES + " minutes")
                    .isTrue();
            String told = Files.readString(output);
            assertThat(process.exitValue()).as(told).isZero();
            return told;
        } finally {
            process.destroyForcibly();
        }
    }

    /** The jar that this class path has. */
    private static String jar() {
        return Path.of(AerospikeSource.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }
}
