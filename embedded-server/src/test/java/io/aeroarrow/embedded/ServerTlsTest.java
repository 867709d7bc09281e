package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.Bin;
import com.aerospike.client.Host;
import com.aerospike.client.Key;
import com.aerospike.client.ResultCode;
import com.aerospike.client.policy.AuthMode;
import com.aerospike.client.policy.ClientPolicy;
import com.aerospike.client.policy.ScanPolicy;
import com.aerospike.client.policy.TlsPolicy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** TLS, and logins that need it, as the official client sees them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServerTlsTest {
    private static final String NAME = "embedded.example.com";
    private static final int RECORDS = 2_000;

    private TestCertificates certificates;

    @BeforeAll
    void certify(@TempDir Path directory) {
        certificates = new TestCertificates(directory);
    }

    private static ClientPolicy policy(SSLContext context) {
        ClientPolicy policy = new ClientPolicy();
        policy.tlsPolicy = new TlsPolicy();
        policy.tlsPolicy.context = context;
        return policy;
    }

    private static AerospikeClient client(EmbeddedServer server, ClientPolicy policy) {
        return new AerospikeClient(policy, new Host(server.host(), NAME, server.port()));
    }

    private static void readAndWrite(AerospikeClient client) {
        Key key = new Key("test", "tls", 1);
        client.put(null, key, new Bin("a", 1));
        assertThat(client.get(null, key).getInt("a")).isEqualTo(1);
    }

    @Test
    void allRequestsWorkOverTls() {
        ServerConfig config = ServerConfig.builder()
                .tls(certificates.server(NAME))
                .queryFrameBytes(10_000)
                .build();
        try (EmbeddedServer server = EmbeddedServer.start(config);
                AerospikeClient client = client(server, policy(certificates.client("")))) {
            for (int i = 0; i < RECORDS; i++) {
                client.put(null, new Key("test", "tls", i), new Bin("s", "v".repeat(i)));
            }
            AtomicInteger rows = new AtomicInteger();
            client.scanAll(new ScanPolicy(), "test", "tls", (key, record) -> rows.incrementAndGet());
            assertThat(rows).hasValue(RECORDS);
        }
    }

    @Test
    void clientsWithoutTlsAreRefused() {
        try (EmbeddedServer server = EmbeddedServer.start(
                ServerConfig.builder().tls(certificates.server(NAME)).build())) {
            assertThatThrownBy(() -> new AerospikeClient(server.host(), server.port()))
                    .isInstanceOf(AerospikeException.Connection.class);
        }
    }

    @Test
    void clientsNeedACertificateIfRequired() {
        ServerTls tls = certificates.server(NAME).requiringClientCertificates(certificates.authority());
        try (EmbeddedServer server =
                EmbeddedServer.start(ServerConfig.builder().tls(tls).build())) {
            try (AerospikeClient client = client(server, policy(certificates.client("somebody")))) {
                readAndWrite(client);
            }
            assertThatThrownBy(() -> client(server, policy(certificates.client(""))))
                    .isInstanceOf(AerospikeException.Connection.class);
        }
    }

    @Test
    void certificatesAndExternalPasswordsLogIn() {
        ServerTls tls = certificates.server(NAME).requiringClientCertificates(certificates.authority());
        ServerSecurity security = ServerSecurity.builder()
                .certifiedUser("carol", "read-write")
                .externalUser("ldap-user", "secret", "read-write")
                .build();
        try (EmbeddedServer server = EmbeddedServer.start(
                ServerConfig.builder().tls(tls).security(security).build())) {
            ClientPolicy pki = policy(certificates.client("carol"));
            pki.authMode = AuthMode.PKI;
            try (AerospikeClient client = client(server, pki)) {
                readAndWrite(client);
            }
            ClientPolicy external = policy(certificates.client("any"));
            external.authMode = AuthMode.EXTERNAL;
            external.user = "ldap-user";
            external.password = "secret";
            try (AerospikeClient client = client(server, external)) {
                readAndWrite(client);
            }
            external.password = "wrong";
            assertRefused(server, external, 93);
            ClientPolicy stranger = policy(certificates.client("mallory"));
            stranger.authMode = AuthMode.PKI;
            assertRefused(server, stranger, ResultCode.INVALID_USER);
        }
    }

    private static void assertRefused(EmbeddedServer server, ClientPolicy policy, int code) {
        assertThatThrownBy(() -> client(server, policy))
                .isInstanceOfSatisfying(
                        AerospikeException.class,
                        e -> assertThat(e.getMessage()).contains("Error " + code));
    }
}
