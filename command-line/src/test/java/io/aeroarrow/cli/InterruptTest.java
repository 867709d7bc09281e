package io.aeroarrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultTarget;
import io.aeroarrow.embedded.fault.RequestType;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends Ctrl-C to a process in the middle of an export. */
class InterruptTest {

    private static final int RECORDS = 200;
    /** Enough for a part of the records. Then the server stalls. */
    private static final long BYTES_BEFORE_SILENCE = 2_000;

    /** A JVM ignores the signals that its parent ignores. Shells ignore SIGINT for background processes. */
    private static final String WITH_DEFAULT_SIGINT =
            "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execvp(sys.argv[1], sys.argv[1:])";

    @TempDir
    Path directory;

    @Test
    void leavesNoFileAfterAnInterrupt() throws Exception {
        try (EmbeddedAerospike server = EmbeddedAerospike.start()) {
            for (int i = 0; i < RECORDS; i++) {
                server.load("test", "demo").put((long) i, Map.of("a", (long) i));
            }
            server.faults().add(Fault.stallAfter(BYTES_BEFORE_SILENCE), FaultTarget.on(RequestType.QUERY));
            Path errors = directory.resolve("errors");
            Path files = Files.createDirectory(directory.resolve("files"));
            Path schema = Files.writeString(directory.resolve("schema.json"), TestSets.SCHEMA_OF_INTEGER_A);
            try (WatchService watch = files.getFileSystem().newWatchService()) {
                files.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
                Process export = start(server, files.resolve("demo.csv"), schema, errors);
                try {
                    WatchKey begun = watch.poll(2, TimeUnit.MINUTES);
                    assertThat(begun)
                            .as("the export begins: " + Files.readString(errors))
                            .isNotNull();
                    signal(export);
                    assertThat(export.waitFor(2, TimeUnit.MINUTES)).isTrue();
                    assertThat(export.exitValue()).as(Files.readString(errors)).isEqualTo(ExitCode.INTERRUPTED);
                } finally {
                    export.destroyForcibly();
                }
            }
            try (Stream<Path> left = Files.list(files)) {
                assertThat(left).isEmpty();
            }
            assertThat(errors).content().contains("interrupted");
        }
    }

    private static Process start(EmbeddedAerospike server, Path file, Path schema, Path errors) throws IOException {
        List<String> words = List.of(
                "python3",
                "-c",
                WITH_DEFAULT_SIGINT,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "export",
                "test.demo",
                file.toString(),
                "--schema",
                schema.toString(),
                "--timeout",
                "5m",
                "--hosts",
                server.host() + ":" + server.port());
        return new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(new File(errors.toString()))
                .start();
    }

    private static void signal(Process process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }
}
