package io.aeroarrow.client;

import io.aeroarrow.Waits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Host;
import com.aerospike.client.policy.ClientPolicy;
import io.aeroarrow.Certificates;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.embedded.ServerSecurity;
import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.net.connection.Connection;
import io.aeroarrow.internal.net.connection.Endpoint;
import io.aeroarrow.internal.net.connection.ScriptedServer;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.Credentials;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.TlsConfig;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins, sessions and permissions on a server with security. */
class SessionTest {

    private static final String PASSWORD = "correct-horse";
    private static final Key KEY = Key.of("test", "people", "ada");
    private static final List<Bin> BINS = List.of(new Bin("a", Value.of(1)));

    private static ServerConfig.Builder secured(Duration sessionTtl) {
        return ServerConfig.builder()
                .security(ServerSecurity.builder()
                        .user("ada", PASSWORD, "read-write")
                        .user("reader", PASSWORD, "read")
                        .user("nobody", PASSWORD)
                        .externalUser("ldap", PASSWORD, "read-write")
                        .certifiedUser("carol", "read-write")
                        .sessionTtl(sessionTtl)
                        .build());
    }

    private static EmbeddedServer start() {
        return EmbeddedServer.start(secured(Duration.ofDays(1)).build());
    }

    private static ClientConfig config(EmbeddedServer server, Credentials credentials) {
        return ClientConfig.of(server.host(), server.port())
                .withTendInterval(Duration.ofMillis(50))
                .withCredentials(credentials);
    }

    private static AeroArrowClient client(EmbeddedServer server, String user) {
        return AeroArrowClient.connect(config(server, Credentials.internal(user, PASSWORD)));
    }

    /** Uses many connections at once, so that new ones are opened. */
    private static void readManyAtOnce(AeroArrowClient client) {
        List<CompletableFuture<Optional<Record>>> reads = IntStream.range(0, 10)
                .mapToObj(i -> client.async().get(KEY, BinSelection.all(), ReadPolicy.DEFAULT))
                .toList();
        assertThat(reads).allSatisfy(read -> assertThat(read.join()).isPresent());
    }

    @Test
    void aLoggedInUserReadsWritesAndScans() {
        try (EmbeddedServer server = start();
                AeroArrowClient client = client(server, "ada")) {
            client.put(KEY, BINS, WritePolicy.DEFAULT);
            readManyAtOnce(client);
            try (RecordCursors scan = client.unwrap(CursorClient.class).scan(ScanRequest.of("test", "people"))) {
                assertThat(scan.next()).isNotNull();
                assertThat(scan.next()).isNull();
            }
        }
    }

    @Test
    void saysWhyALoginIsRefused() {
        try (EmbeddedServer server = start()) {
            assertRefused(server, Credentials.internal("ada", "wrong"), 62, "user 'ada'", "the password is wrong");
            assertRefused(server, Credentials.internal("eve", PASSWORD), 60, "user 'eve'", "there is no such user");
            assertRefused(server, Credentials.internal("carol", PASSWORD), 65, "certificate");
            assertRefused(server, Credentials.none(), 80, "the node requires a login", "set user and password");
        }
        try (EmbeddedServer community = EmbeddedServer.start()) {
            assertRefused(
                    community,
                    Credentials.internal("ada", PASSWORD),
                    51,
                    "has no security",
                    "Community Edition",
                    "Remove user and password");
        }
    }

    private static void assertRefused(EmbeddedServer server, Credentials credentials, int code, String... why) {
        assertThatThrownBy(() -> AeroArrowClient.connect(config(server, credentials)))
                .isInstanceOfSatisfying(
                        AccessRefusedException.class,
                        e -> assertThat(e.resultCode()).isEqualTo(code))
                .hasMessageContainingAll(why)
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void namesWhatARoleDoesNotAllow() {
        try (EmbeddedServer server = start();
                AeroArrowClient reader = client(server, "reader");
                AeroArrowClient nobody = client(server, "nobody")) {
            assertViolation(() -> reader.put(KEY, BINS, WritePolicy.DEFAULT), "writing a record", "'people'");
            assertViolation(() -> nobody.get(KEY), "reading a record", "namespace 'test'", "set 'people'");
            assertViolation(
                    () -> nobody.unwrap(CursorClient.class)
                            .scan(ScanRequest.of("test", "people"))
                            .next(),
                    "scanning set 'people' of namespace 'test'");
            assertViolation(() -> reader.truncate("test", "people", Optional.empty()), "truncate", "set=people");
            List<BatchEntry> entries = List.of(BatchEntry.delete(KEY), BatchEntry.delete(Key.of("test", "people", 2)));
            assertThat(reader.batch(entries, BatchPolicy.DEFAULT))
                    .allSatisfy(result -> assertThat(result.error().orElseThrow())
                            .isInstanceOf(AccessRefusedException.class)
                            .hasMessageContaining("ROLE_VIOLATION"));
            // The connections are still usable.
            assertThat(reader.get(KEY)).isEmpty();
        }
    }

    private static void assertViolation(ThrowingCallable call, String... what) {
        assertThatThrownBy(call)
                .isInstanceOf(AccessRefusedException.class)
                .hasMessageContaining("the user's roles do not allow it")
                .hasMessageContainingAll(what);
    }

    @Test
    void logsInAgainWhenTheServerForgetsSessions() {
        try (EmbeddedServer server = start();
                AeroArrowClient client = client(server, "ada")) {
            client.put(KEY, BINS, WritePolicy.DEFAULT);
            for (int i = 0; i < 3; i++) {
                server.forgetSessions();
                readManyAtOnce(client);
            }
        }
    }

    @Test
    void renewsSessionsBeforeTheyExpire() {
        try (EmbeddedServer server =
                        EmbeddedServer.start(secured(Duration.ofSeconds(1)).build());
                EventLoops loops = EventLoops.join()) {
            ClientConfig config = config(server, Credentials.internal("ada", PASSWORD));
            Endpoint endpoint = Endpoint.of(config.seeds().get(0), config);
            long start = System.nanoTime();
            List<Connection> opened = new ArrayList<>();
            while (System.nanoTime() - start < Duration.ofMillis(2_500).toNanos()) {
                Connection connection = Connection.open(loops, endpoint);
                assertThat(connection.isOpen()).isTrue();
                connection.close();
                opened.add(connection);
            }
            assertThat(opened).hasSizeGreaterThan(3);
        }
    }

    /** The administrator drops a user and creates it again: the client fails with the reason, and then recovers. */
    @Test
    void recoversWhenADroppedUserIsCreatedAgain() {
        ClientPolicy policy = new ClientPolicy();
        policy.user = "admin";
        policy.password = "admin";
        try (EmbeddedServer server = start();
                AerospikeClient admin = new AerospikeClient(policy, new Host(server.host(), server.port()));
                AeroArrowClient client = client(server, "ada")) {
            client.put(KEY, BINS, WritePolicy.DEFAULT);
            admin.dropUser(null, "ada");
            List<CompletableFuture<Optional<Record>>> reads = IntStream.range(0, 10)
                    .mapToObj(i -> client.async().get(KEY, BinSelection.all(), ReadPolicy.DEFAULT))
                    .toList();
            assertThat(reads)
                    .allSatisfy(read -> assertThatThrownBy(read::join)
                            .isInstanceOf(CompletionException.class)
                            .cause()
                            .isInstanceOf(AeroArrowException.class)
                            .isNotInstanceOf(DeadlineExceededException.class));
            admin.createUser(null, "ada", PASSWORD, List.of("read-write"));
            Waits.untilSuccess(() -> client.get(KEY));
            admin.changePassword(null, "ada", "another");
            server.forgetSessions();
            assertRefused(server, Credentials.internal("ada", PASSWORD), 62, "the password is wrong");
        }
    }

    @Test
    void failsWhenANodeStallsDuringTheLogin() {
        try (ScriptedServer silent = new ScriptedServer(peer -> {
            peer.readFrame();
            peer.awaitHangUp();
        })) {
            ClientConfig config = ClientConfig.of(silent.address())
                    .withCredentials(Credentials.internal("ada", PASSWORD))
                    .withLoginTimeout(Duration.ofMillis(200));
            assertThatThrownBy(() -> AeroArrowClient.connect(config))
                    .isInstanceOf(AeroArrowException.class)
                    .hasMessageContaining("the login at ")
                    .hasMessageContaining("took longer than 200 ms (loginTimeout)");
        }
    }

    @Test
    void failsOnATruncatedOrInvalidLoginAnswer() {
        for (byte[] answer : List.of(
                new byte[] {2, 2, 0, 0, 0, 0, 0, 16, 0, 0},
                new byte[] {2, 2, 0, 0, 0, 0, 0, 2, 0, 0},
                new byte[] {2, 3, 0, 0, 0, 0, 0, 0},
                new byte[] {2, 2, 127, 127, 0, 0, 0, 0})) {
            try (ScriptedServer broken = new ScriptedServer(peer -> {
                peer.readFrame();
                peer.send(answer);
            })) {
                ClientConfig config =
                        ClientConfig.of(broken.address()).withCredentials(Credentials.internal("ada", PASSWORD));
                assertThatThrownBy(() -> AeroArrowClient.connect(config)).isInstanceOf(AeroArrowException.class);
            }
        }
    }

    @Test
    void logsInExternalUsersAndCertificatesOverTls(@TempDir Path directory) {
        Certificates certificates = new Certificates(directory);
        Certificates.Issued carol = certificates.named("carol");
        ServerConfig config = secured(Duration.ofDays(1))
                .tls(certificates.named("db").asServer("db").requiringClientCertificates(certificates.authority()))
                .build();
        TlsConfig tls = TlsConfig.trusting(certificates.authority()).withCertificate(carol.certificates(), carol.key());
        try (EmbeddedServer server = EmbeddedServer.start(config)) {
            ClientConfig over = ClientConfig.of(new HostAddress(server.host(), server.port(), "db"))
                    .withTls(tls);
            for (Credentials credentials : List.of(
                    Credentials.pki(), Credentials.external("ldap", PASSWORD), Credentials.internal("ada", PASSWORD))) {
                try (AeroArrowClient client = AeroArrowClient.connect(over.withCredentials(credentials))) {
                    client.put(KEY, BINS, WritePolicy.DEFAULT);
                    readManyAtOnce(client);
                }
            }
            assertThatThrownBy(
                            () -> AeroArrowClient.connect(over.withCredentials(Credentials.external("ldap", "wrong"))))
                    .isInstanceOf(AccessRefusedException.class)
                    .hasMessageContaining("LDAP does not accept");
            assertThatThrownBy(() -> AeroArrowClient.connect(ClientConfig.of(server.host(), server.port())
                            .withCredentials(Credentials.external("ldap", PASSWORD))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("needs TLS");
        }
    }
}
