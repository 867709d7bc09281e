package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Key;
import com.aerospike.client.policy.ClientPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class ServerMainTest {

    @Test
    void runsUntilTheProcessIsStopped() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName()));
        command.addAll(List.of("--port", "0", "--nodes", "2", "--namespace", "test,extra", "--memory", "16"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String listening = out.readLine();
            assertThat(listening).startsWith("listening on 127.0.0.1:");
            assertThat(out.readLine()).startsWith("listening on 127.0.0.1:");
            assertThat(out.readLine()).contains("test, extra", "in memory only");
            int port = Integer.parseInt(listening.substring(listening.lastIndexOf(':') + 1));
            ClientPolicy patient = new ClientPolicy();
            patient.timeout = 30_000;
            try (AerospikeClient client = new AerospikeClient(patient, "127.0.0.1", port)) {
                assertThat(client.getNodes()).hasSize(2);
                assertThat(client.exists(null, new Key("extra", "s", 1))).isFalse();
            }
        } finally {
            process.destroy();
            assertThat(process.waitFor()).isNotZero();
        }
    }

    @Test
    void reportsAPortInUseInOneLine() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(other.getLocalPort());
            StringWriter told = new StringWriter();
            int exit = new CommandLine(new ServerMain())
                    .setErr(new PrintWriter(told))
                    .execute("--port", port);
            assertThat(exit).isEqualTo(CommandLine.ExitCode.SOFTWARE);
            assertThat(told.toString().lines())
                    .containsExactly("server: cannot listen on 127.0.0.1:" + port
                            + ": Address already in use. Choose another address with --port or --bind.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port 99999|port 99999",
                "--nodes 0|0 nodes",
                "--nodes 2 --bind 0.0.0.0|--bind",
                "--namespace a,,b|namespace",
                "--tls-cert x.pem|--tls-key",
                "--port 0 --tls-cert nosuch.pem --tls-key nosuch.key|nosuch.",
                "--ports 1|--ports",
                "--max-connections x|--max-connections",
                "--server-version 8.1.1|use one of [8.1.0.3, 8.1.2.0]"
            })
    void reportsInvalidArguments(String argumentsAndAnswer) {
        String[] parts = argumentsAndAnswer.split("\\|", -1);
        StringWriter told = new StringWriter();
        int exit = new CommandLine(new ServerMain())
                .setErr(new PrintWriter(told))
                .execute(Arrays.stream(parts[0].split(" ", -1)).toArray(String[]::new));
        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(told.toString()).contains(parts[1]);
    }
}
