package io.aeroarrow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users, passwords and keys of a configuration, and what it shows of them. */
class SecurityModelTest {

    private static final String PASSWORD = "correct-horse";
    private static final ClientConfig SECURE = ClientConfig.of(new HostAddress("host", 4333, "name"))
            .withTls(TlsConfig.trusting(Path.of("ca.pem"))
                    .withCertificate(Path.of("me.pem"), Path.of("me.key"), Secret.of("key-" + PASSWORD)))
            .withCredentials(Credentials.external("ada", PASSWORD));

    @ParameterizedTest
    @CsvSource({
        "admin, $2a$10$7EqJtq98hPqEX7fNZaFWoO1mVO/4MLpGzsqojz6E9Gef6iXDjXdDa",
        "'', $2a$10$7EqJtq98hPqEX7fNZaFWoOLCkFexA7A9eoJ0Ew.mTDdk.E60D.9zS"
    })
    void hashesPasswordsLikeTheOfficialClient(String password, String hash) {
        Credentials.Internal user = (Credentials.Internal) Credentials.internal("admin", password);
        assertThat(user.passwordHash().reveal()).isEqualTo(hash);
        assertThat(Credentials.internal("admin", password.toCharArray())).isEqualTo(user);
    }

    @Test
    void truncatesLongPasswordsLikeBcrypt() {
        String most = "x".repeat(72);
        assertThat(Credentials.internal("u", most + "y")).isEqualTo(Credentials.internal("u", most));
        assertThat(Credentials.internal("u", most)).isNotEqualTo(Credentials.internal("u", "x".repeat(71)));
    }

    @Test
    void toStringShowsNoSecret() {
        String hash =
                ((Credentials.External) SECURE.credentials()).passwordHash().reveal();
        assertThat(SECURE.toString())
                .contains("ada", "ca.pem", "me.key", "host:name:4333", "***")
                .doesNotContain(PASSWORD, hash, hash.substring(29));
        assertThat(SECURE.withCredentials(Credentials.internal("bob", PASSWORD)).toString())
                .contains("bob")
                .doesNotContain(PASSWORD, hash.substring(29));
        assertThat(Secret.of(PASSWORD)).hasToString("***");
    }

    @Test
    void serializedConfigurationsStayEqual() throws IOException, ClassNotFoundException {
        ClientConfig copy = (ClientConfig) copied(SECURE);
        assertThat(copy).isEqualTo(SECURE).hasSameHashCodeAs(SECURE);
        assertThat(SECURE.withCredentials(Credentials.external("ada", "other"))).isNotEqualTo(SECURE);
        ClientConfig clear = ClientConfig.of("host", 3000);
        assertThat(copied(clear)).isEqualTo(clear);
    }

    /** An internal user's password is never serialized, not even for executors; only its hash is. */
    @Test
    void doesNotSerializePasswordsOfInternalUsers() throws IOException {
        byte[] bytes = serialized(ClientConfig.of("h", 1).withCredentials(Credentials.internal("ada", PASSWORD)));
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .contains("ada")
                .contains("$2a$10$")
                .doesNotContain(PASSWORD);
    }

    @Test
    void rejectsUnsafeLogins() {
        ClientConfig clear = ClientConfig.of("host", 3000);
        assertThatThrownBy(() -> clear.withCredentials(Credentials.external("ada", PASSWORD))
                        .requireSafeLogin())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs TLS")
                .hasMessageNotContaining(PASSWORD);
        ClientConfig certified = clear.withCredentials(Credentials.pki());
        assertThatThrownBy(certified::requireSafeLogin).hasMessageContaining("client certificate");
        assertThatThrownBy(() -> certified.withTls(TlsConfig.jvmTrust()).requireSafeLogin())
                .hasMessageContaining("client certificate");
        certified
                .withTls(TlsConfig.jvmTrust().withKeyStore(Path.of("me.p12"), Secret.of("x")))
                .requireSafeLogin();
        clear.withCredentials(Credentials.internal("ada", PASSWORD)).requireSafeLogin();
        SECURE.requireSafeLogin();
    }

    @Test
    void rejectsInvalidParts() {
        assertThatThrownBy(() -> Credentials.internal(" ", PASSWORD)).hasMessageContaining("user");
        assertThatThrownBy(() -> TlsConfig.trusting()).hasMessageContaining("trusted certificates");
        assertThatThrownBy(() -> TlsConfig.jvmTrust().withProtocols(List.of())).hasMessageContaining("TLSv1.3");
        assertThatThrownBy(() -> SECURE.withLoginTimeout(Duration.ZERO)).hasMessageContaining("loginTimeout is PT0S");
    }

    private static Object copied(Object value) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(serialized(value)))) {
            return in.readObject();
        }
    }

    private static byte[] serialized(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }
}
