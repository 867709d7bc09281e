package io.aeroarrow.spark.internal.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.Credentials;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.Secret;
import io.aeroarrow.policy.TlsConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionOptionsTest {

    @Test
    void readsSecretsFromFilesAndTheEnvironment(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("secret");
        Files.writeString(file, "pass word\n");
        SourceOptions named =
                parse(Map.of("namespace", "n", "user", "u", "password", "file:" + file, "host", "a", "port", "9"));
        assertThat(named.client())
                .isEqualTo(ClientConfig.of(new HostAddress("a", 9))
                        .withCredentials(Credentials.internal("u", "pass word")));
        assertThat(new String(bytes(named), StandardCharsets.ISO_8859_1))
                .contains(file.toString())
                .doesNotContain("pass word", "$2a$");
        assertThat(parse(Map.of("namespace", "n", "user", "u", "password", "env:PATH"))
                        .client()
                        .credentials())
                .isEqualTo(Credentials.internal("u", System.getenv("PATH")));
        assertInvalid(
                "password", "env:NO_SUCH_VARIABLE", "environment variable 'NO_SUCH_VARIABLE', which is not set here");
        assertInvalid("password", "file:/no/such/file", "the file '/no/such/file', which cannot be read here");
    }

    @Test
    void readsUsersAndCertificates() {
        SourceOptions options = parse(Map.of(
                "namespace",
                "test",
                "host",
                "h:db:4333",
                "aerospike.user",
                "ada",
                "aerospike.password",
                " secret ",
                "tls",
                "true",
                "tlsTrustedCertificates",
                "a.pem, b.pem",
                "tlsKeyStore",
                "me.p12",
                "tlsKeyStorePassword",
                "store-secret",
                "tlsProtocols",
                "TLSv1.3"));
        TlsConfig tls = TlsConfig.trusting(Path.of("a.pem"), Path.of("b.pem"))
                .withKeyStore(Path.of("me.p12"), Secret.of("store-secret"))
                .withProtocols(List.of("TLSv1.3"));
        assertThat(options.client())
                .isEqualTo(ClientConfig.of(new HostAddress("h", 4333, "db"))
                        .withTls(tls)
                        .withCredentials(Credentials.internal("ada", " secret ")));
        assertThat(options.toString()).contains("ada", "me.p12").doesNotContain("secret", "$2a$");
        assertThat(parse(Map.of("namespace", "n", "user", "u", "password", "p", "authMode", "external", "tls", "true"))
                        .client()
                        .credentials())
                .isEqualTo(Credentials.external("u", "p"));
        assertThat(parse(Map.of("namespace", "n")).client().credentials()).isEqualTo(Credentials.none());
    }

    @Test
    void rejectsUnsafeLogins() {
        assertInvalid("password", "secret", "option 'user' is missing");
        assertInvalid("authMode", "magic", "EXTERNAL, INTERNAL, PKI");
        assertInvalid("authMode", "EXTERNAL", "option 'user' is missing");
        assertInvalid("authMode", "PKI", "client certificate");
        assertInvalid("tlsTrustedCertificates", "a.pem", "TLS is off; set option 'tls' to true");
        assertThatThrownBy(() ->
                        parse(Map.of("namespace", "n", "user", "u", "password", "secret", "authMode", "EXTERNAL")))
                .hasMessageContaining("needs TLS")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> parse(Map.of("namespace", "n", "tls", "true", "tlsKey", "k.pem")))
                .hasMessageContaining("belong together");
    }

    private static byte[] bytes(SourceOptions options) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(options);
        }
        return bytes.toByteArray();
    }

    private static void assertInvalid(String option, String value, String message) {
        assertThatThrownBy(() -> parse(Map.of("namespace", "n", option, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static SourceOptions parse(Map<String, String> given) {
        return SourceOptions.parse(given);
    }
}
