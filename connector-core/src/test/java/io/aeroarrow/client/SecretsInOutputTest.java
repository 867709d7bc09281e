package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.Certificates;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.embedded.ServerSecurity;
import io.aeroarrow.policy.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debug logs, errors and {@code toString} show no password, hash or key. */
class SecretsInOutputTest {

    private static final String PASSWORD = "correct-horse-battery";

    @Test
    void printsNoSecret(@TempDir Path directory) throws IOException, InterruptedException {
        Certificates certificates = new Certificates(directory);
        Certificates.Issued client = certificates.named("client");
        ServerConfig config = ServerConfig.builder()
                .security(ServerSecurity.builder()
                        .user("ada", PASSWORD, "read")
                        .externalUser("ldap", PASSWORD, "read")
                        .build())
                .tls(certificates.named("db").asServer("db"))
                .build();
        Path output = directory.resolve("output");
        try (EmbeddedServer server = EmbeddedServer.start(config)) {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                            "--add-opens=java.base/java.nio=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SecretsInOutput.class.getName(),
                            server.host(),
                            Integer.toString(server.port()),
                            certificates.authority().toString(),
                            client.certificates().toString(),
                            certificates.encrypted(client, PASSWORD).toString(),
                            PASSWORD))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        String hash = ((Credentials.Internal) Credentials.internal("ada", PASSWORD))
                .passwordHash()
                .reveal();
        assertThat(Files.readString(output))
                .contains("logged in at", "went well", "user 'ada'", "the password is wrong", "LDAP does not accept")
                .contains("its password is wrong", "needs TLS")
                .doesNotContain(PASSWORD, "$2a$", hash.substring(29), "-----BEGIN");
    }
}
