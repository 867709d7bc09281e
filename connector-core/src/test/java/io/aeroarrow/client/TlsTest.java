package io.aeroarrow.client;

import io.aeroarrow.Waits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.Certificates;
import io.aeroarrow.Certificates.Issued;
import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.embedded.ServerTls;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.TlsException;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.net.connection.ScriptedServer;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.Secret;
import io.aeroarrow.policy.TlsConfig;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which nodes a client accepts over TLS, and how it explains a failure. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {

    private static final String NAME = "db-cluster";
    private static final String PASSWORD = "store-secret";

    private Certificates certificates;
    private Issued server;
    private Issued client;

    @TempDir
    Path perTest;

    @BeforeAll
    void certify(@TempDir Path directory) {
        certificates = new Certificates(directory);
        server = certificates.named(NAME);
        client = certificates.named("client");
    }

    private TlsConfig trusting() {
        return TlsConfig.trusting(certificates.authority());
    }

    private static EmbeddedServer start(ServerTls tls) {
        return EmbeddedServer.start(ServerConfig.builder().tls(tls).build());
    }

    private static ClientConfig config(EmbeddedServer server, TlsConfig tls) {
        return ClientConfig.of(new HostAddress(server.host(), server.port(), NAME))
                .withTls(tls);
    }

    private static void readAndWrite(ClientConfig config) {
        try (AeroArrowClient client = AeroArrowClient.connect(config)) {
            readAndWrite(client);
        }
    }

    private static void readAndWrite(AeroArrowClient client) {
        Key key = Key.of("test", "tls", 1);
        client.put(key, List.of(new Bin("a", Value.of(1))), WritePolicy.DEFAULT);
        assertThat(client.get(key)).isPresent();
    }

    private static void assertFails(ClientConfig config, String... why) {
        assertThatThrownBy(() -> AeroArrowClient.connect(config))
                .isInstanceOf(TlsException.class)
                .hasMessageContainingAll(why)
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void readsWritesAndScansOverTls() {
        ServerConfig small = ServerConfig.builder()
                .tls(server.asServer(NAME))
                .queryFrameBytes(50_000)
                .build();
        try (EmbeddedServer node = EmbeddedServer.start(small);
                AeroArrowClient aero = AeroArrowClient.connect(config(node, trusting()))) {
            for (int i = 0; i < 500; i++) {
                Bin bin = new Bin("s", Value.of("v".repeat(10 * i)));
                aero.put(Key.of("test", "tls", i), List.of(bin), WritePolicy.DEFAULT);
            }
            int rows = 0;
            try (RecordCursors scan = aero.unwrap(CursorClient.class).scan(ScanRequest.of("test", "tls"))) {
                while (scan.next() != null) {
                    rows++;
                }
            }
            assertThat(rows).isEqualTo(500);
        }
    }

    /** No certificate names the peers' addresses; their tls-name counts. */
    @Test
    void verifiesPeersByTheirTlsNames() {
        try (EmbeddedCluster nodes = EmbeddedCluster.builder()
                .nodes(3)
                .eachNode(node -> node.tls(server.asServer(NAME)))
                .start()) {
            InetSocketAddress seed = nodes.addresses().get(1);
            ClientConfig config = ClientConfig.of(new HostAddress(seed.getHostString(), seed.getPort(), NAME))
                    .withTls(trusting());
            try (AeroArrowClient aero = AeroArrowClient.connect(config)) {
                for (int i = 0; i < 100; i++) {
                    aero.put(Key.of("test", "tls", i), List.of(new Bin("a", Value.of(i))), WritePolicy.DEFAULT);
                }
                int rows = 0;
                try (RecordCursors scan = aero.unwrap(CursorClient.class).scan(ScanRequest.of("test", "tls"))) {
                    while (scan.next() != null) {
                        rows++;
                    }
                }
                assertThat(rows).isEqualTo(100);
            }
        }
    }

    @Test
    void needsNoTlsNameWhenTheCertificateNamesTheHost() {
        Issued byAddress = certificates.issue("by-address", builder -> builder.addSanIpAddress("127.0.0.1"));
        try (EmbeddedServer node = start(byAddress.asServer(""))) {
            readAndWrite(ClientConfig.of(node.host(), node.port()).withTls(trusting()));
        }
    }

    @Test
    void sendsAClientCertificateFromPemFilesOrAKeyStore() {
        try (EmbeddedServer node = start(server.asServer(NAME).requiringClientCertificates(certificates.authority()))) {
            readAndWrite(config(node, trusting().withCertificate(client.certificates(), client.key())));
            readAndWrite(config(
                    node,
                    trusting()
                            .withCertificate(
                                    client.certificates(),
                                    certificates.encrypted(client, PASSWORD),
                                    Secret.of(PASSWORD))));
            readAndWrite(config(
                    node,
                    TlsConfig.jvmTrust()
                            .withTrustStore(certificates.trustStore(PASSWORD), Secret.of(PASSWORD))
                            .withKeyStore(certificates.keyStore(client, PASSWORD), Secret.of(PASSWORD))));
            for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
                TlsConfig one = trusting().withProtocols(List.of(protocol));
                readAndWrite(config(node, one.withCertificate(client.certificates(), client.key())));
                assertFails(config(node, one), "requires a client certificate, and none is configured");
                Certificates others = new Certificates(perTest);
                Issued stranger = others.named("stranger");
                assertFails(
                        config(node, one.withCertificate(stranger.certificates(), stranger.key())),
                        "refuses the client's certificate");
            }
        }
    }

    /** In TLS 1.3 the rejection arrives after the handshake: before, while or after the first request is sent. */
    @Test
    void reportsARejectedCertificateWheneverTheRejectionArrives() {
        try (EmbeddedServer node = start(server.asServer(NAME).requiringClientCertificates(certificates.authority()))) {
            ClientConfig nameless = config(node, trusting().withProtocols(List.of("TLSv1.3")));
            for (int i = 0; i < 40; i++) {
                assertFails(nameless, "requires a client certificate, and none is configured");
            }
        }
    }

    @Test
    void rejectsCertificatesThatAreNotTrusted() {
        Instant now = Instant.now();
        Issued expired = certificates.issue(
                "expired",
                builder -> builder.addSanDnsName(NAME)
                        .notBefore(now.minusSeconds(7_200))
                        .notAfter(now.minusSeconds(3_600)));
        try (EmbeddedServer node = start(expired.asServer(NAME))) {
            assertFails(config(node, trusting()), node.host() + ":" + NAME, "has expired", "needs a new one");
        }
        Issued early = certificates.issue(
                "early",
                builder -> builder.addSanDnsName(NAME)
                        .notBefore(now.plusSeconds(3_600))
                        .notAfter(now.plusSeconds(7_200)));
        try (EmbeddedServer node = start(early.asServer(NAME))) {
            assertFails(config(node, trusting()), "is not valid yet", "check the clocks");
        }
        try (EmbeddedServer node = start(server.asServer(NAME))) {
            assertFails(config(node, TlsConfig.jvmTrust()), "not signed by an authority that the client trusts");
            TlsConfig other = TlsConfig.trusting(new Certificates(perTest).authority());
            assertFails(config(node, other), "not signed by an authority that the client trusts");
        }
    }

    @Test
    void verifiesTheNameOfTheCertificate() {
        try (EmbeddedServer node = start(server.asServer(NAME))) {
            ClientConfig byHost = ClientConfig.of(node.host(), node.port()).withTls(trusting());
            assertFails(byHost, "is not for '127.0.0.1'", "host:tls-name:port");
            HostAddress wrong = new HostAddress(node.host(), node.port(), "other-cluster");
            assertFails(byHost.withSeeds(List.of(wrong)), "is not for 'other-cluster'");
        }
    }

    @Test
    void explainsThatOnlyOneSideUsesTls() {
        try (EmbeddedServer clear = EmbeddedServer.start()) {
            assertFails(config(clear, trusting()), "TLS", "is it the TLS port");
        }
        try (EmbeddedServer node = start(server.asServer(NAME))) {
            assertThatThrownBy(() -> AeroArrowClient.connect(ClientConfig.of(node.host(), node.port())))
                    .isInstanceOf(ConnectionFailedException.class)
                    .hasMessageContaining("does the node require TLS on this port?");
        }
        try (ScriptedServer alerting = new ScriptedServer(peer -> {
            peer.readFrame();
            peer.send(new byte[] {21, 3, 1, 0, 2, 2, 70, 0});
        })) {
            assertThatThrownBy(() -> AeroArrowClient.connect(ClientConfig.of(alerting.address())))
                    .isInstanceOf(ConnectionFailedException.class)
                    .hasMessageContaining("the node speaks TLS and the client does not");
        }
        try (ScriptedServer other = new ScriptedServer(peer -> {
            assertThat(peer.in().read()).isEqualTo(22);
            peer.send("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        })) {
            assertFails(ClientConfig.of(other.address()).withTls(trusting()), "does not speak TLS");
        }
    }

    @Test
    void failsWhenANodeStallsDuringTheHandshake() {
        try (ScriptedServer silent = new ScriptedServer(ScriptedServer.Peer::awaitHangUp)) {
            ClientConfig config =
                    ClientConfig.of(silent.address()).withTls(trusting()).withLoginTimeout(Duration.ofMillis(200));
            assertThatThrownBy(() -> AeroArrowClient.connect(config))
                    .isInstanceOf(AeroArrowException.class)
                    .hasMessageContaining("the TLS handshake with")
                    .hasMessageContaining("took longer than 200 ms (loginTimeout)");
        }
    }

    @Test
    void rejectsInvalidSettings() {
        try (EmbeddedServer node = start(server.asServer(NAME))) {
            assertFails(config(node, trusting().withProtocols(List.of("TLSv9"))), "TLSv9");
            assertFails(config(node, trusting().withCiphers(List.of("ROT13"))), "ROT13");
            assertFails(config(node, trusting().withProtocols(List.of("TLSv1.1"))), "TLS with ");
            readAndWrite(config(node, trusting().withCiphers(List.of("TLS_AES_256_GCM_SHA384"))));
        }
    }

    /** The handshake fails as soon as there is a connection, often before the client can check it. */
    @Test
    @Timeout(60)
    void reportsHandshakesThatFailAtOnce() {
        try (EmbeddedServer node = start(server.asServer(NAME))) {
            ClientConfig config = config(node, trusting().withProtocols(List.of("TLSv1.1")));
            for (int i = 0; i < 200; i++) {
                assertFails(config, "TLS with ");
            }
        }
    }

    @Test
    void namesFilesThatCannotBeRead() throws IOException {
        Path garbage = Files.writeString(perTest.resolve("garbage"), "no certificate at all");
        Path missing = perTest.resolve("missing");
        Path encrypted = certificates.encrypted(client, PASSWORD);
        Path store = certificates.keyStore(client, PASSWORD);
        try (EmbeddedServer node = start(server.asServer(NAME))) {
            assertFails(config(node, TlsConfig.trusting(missing)), missing.toString(), "cannot be read");
            assertFails(config(node, TlsConfig.trusting(garbage)), garbage.toString());
            TlsConfig tls = trusting();
            assertFails(config(node, tls.withCertificate(missing, client.key())), missing.toString());
            assertFails(config(node, tls.withCertificate(client.certificates(), missing)), missing.toString());
            assertFails(config(node, tls.withCertificate(client.certificates(), garbage)), "PKCS#8");
            assertFails(
                    config(node, tls.withCertificate(client.certificates(), encrypted)), "its password is missing");
            assertFails(
                    config(node, tls.withCertificate(client.certificates(), encrypted, Secret.of("not-it"))),
                    "its password is wrong");
            assertFails(config(node, tls.withKeyStore(store, Secret.of("not-it"))), store.toString(), "password");
            assertFails(config(node, tls.withKeyStore(garbage, Secret.of(PASSWORD))), garbage.toString());
            assertFails(
                    config(node, tls.withKeyStore(certificates.trustStore(PASSWORD), Secret.of(PASSWORD))),
                    "holds no key");
            assertFails(config(node, tls.withTrustStore(store, Secret.of("not-it"))), store.toString());
        }
    }

    /** The authority changes while the client runs: its file is reloaded without a restart. */
    @Test
    void reloadsChangedFiles() throws IOException {
        Path trusted = perTest.resolve("trusted.pem");
        Files.copy(certificates.authority(), trusted);
        EmbeddedServer node = start(server.asServer(NAME));
        int port = node.port();
        ClientConfig config = config(node, TlsConfig.trusting(trusted)).withTendInterval(Duration.ofMillis(50));
        try (AeroArrowClient aero = AeroArrowClient.connect(config)) {
            readAndWrite(aero);
            node.close();
            Certificates renewed = new Certificates(Files.createDirectory(perTest.resolve("renewed")));
            node = EmbeddedServer.start(ServerConfig.builder()
                    .port(port)
                    .tls(renewed.named(NAME).asServer(NAME))
                    .build());
            assertThatThrownBy(() -> readAndWrite(aero)).isInstanceOf(AeroArrowException.class);
            // An incomplete file leaves the previous one in force.
            Files.writeString(trusted, "-----BEGIN CERTIFICATE-----\nhalf");
            assertThatThrownBy(() -> readAndWrite(aero)).isInstanceOf(AeroArrowException.class);
            Files.writeString(trusted, Files.readString(renewed.authority()));
            Waits.untilSuccess(() -> readAndWrite(aero));
        } finally {
            node.close();
        }
    }

}
