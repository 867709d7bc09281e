package io.aeroarrow.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.embedded.ServerSecurity;
import io.aeroarrow.flight.config.CallerCheck;
import io.aeroarrow.flight.config.FlightServerConfig;
import io.aeroarrow.flight.config.ServerCertificate;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.Credentials;
import io.aeroarrow.policy.HostAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try")
class FlightSecurityTest {

    private static final String QUERY = "SELECT id FROM test.users WHERE id < 10";

    @TempDir
    Path directory;

    private static FlightStatusCode code(Throwable failure) {
        return ((FlightRuntimeException) failure).status().code();
    }

    private static void assertRefused(FlightStatusCode code, ThrowingCallable call) {
        assertThatThrownBy(call).satisfies(e -> assertThat(code(e)).isEqualTo(code));
    }

    private Path users() throws IOException {
        String ada = BCrypt.withDefaults().hashToString(4, "secret".toCharArray());
        String bob = BCrypt.withDefaults().hashToString(4, "other".toCharArray());
        return Files.writeString(
                directory.resolve("users"),
                "# people\nada:" + ada + ":write\nbob:" + bob + ":read\n\neve:" + bob + ":read:bar\n");
    }

    private static long read(FlightSqlClient client, FlightInfo info, CallOption token) throws Exception {
        long rows = 0;
        for (var endpoint : info.getEndpoints()) {
            try (var stream = client.getStream(endpoint.getTicket(), token)) {
                while (stream.next()) {
                    rows += stream.getRoot().getRowCount();
                }
            }
        }
        return rows;
    }

    @Test
    void checksUsersOfAFile() throws Exception {
        try (FlightFixture flight = new FlightFixture(config -> withUsers(config))) {
            FlightSqlClient client = new FlightSqlClient(flight.client);
            assertRefused(FlightStatusCode.UNAUTHENTICATED, () -> client.execute(QUERY));
            assertRefused(FlightStatusCode.UNAUTHENTICATED, () -> flight.client.authenticateBasicToken("ada", "wrong"));
            assertRefused(
                    FlightStatusCode.UNAUTHENTICATED, () -> flight.client.authenticateBasicToken("nobody", "secret"));
            CallOption ada =
                    flight.client.authenticateBasicToken("ada", "secret").orElseThrow();
            CallOption bob =
                    flight.client.authenticateBasicToken("bob", "other").orElseThrow();
            CallOption eve =
                    flight.client.authenticateBasicToken("eve", "other").orElseThrow();
            FlightInfo info = client.execute(QUERY, ada);
            assertThat(read(client, info, ada)).isEqualTo(10);
            assertRefused(FlightStatusCode.UNAUTHORIZED, () -> read(client, info, bob));
            assertThat(client.executeUpdate("INSERT INTO test.s (__key, a) VALUES (1, 1)", ada))
                    .isEqualTo(1);
            assertRefused(
                    FlightStatusCode.UNAUTHORIZED,
                    () -> client.executeUpdate("INSERT INTO test.s (__key, a) VALUES (2, 1)", bob));
            assertRefused(FlightStatusCode.UNAUTHORIZED, () -> client.executeUpdate("DELETE FROM test.users", bob));
            assertRefused(
                    FlightStatusCode.UNAUTHORIZED, () -> client.executeUpdate("UPDATE test.users SET age = 1", bob));
            assertThat(read(client, client.execute(QUERY, bob), bob)).isEqualTo(10);
            assertRefused(FlightStatusCode.UNAUTHORIZED, () -> client.execute(QUERY, eve));
            assertThat(read(client, client.getSchemas(null, null, ada), ada)).isEqualTo(1);
            assertThat(read(client, client.getSchemas(null, null, eve), eve)).isZero();
        }
    }

    private FlightServerConfig withUsers(FlightServerConfig config) {
        try {
            return config.withCallers(CallerCheck.usersOf(users()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void passesUsersOnToTheCluster() throws Exception {
        ServerSecurity users = ServerSecurity.builder()
                .user("service", "pass", "read")
                .user("ada", "secret", "read-write")
                .user("bob", "other", "read")
                .build();
        try (FlightFixture flight = new FlightFixture(
                cluster -> cluster.users(users),
                Credentials.internal("service", "pass"),
                config -> config.withCallers(CallerCheck.clusterUsers()))) {
            FlightSqlClient client = new FlightSqlClient(flight.client);
            assertRefused(FlightStatusCode.UNAUTHENTICATED, () -> flight.client.authenticateBasicToken("ada", "wrong"));
            CallOption ada =
                    flight.client.authenticateBasicToken("ada", "secret").orElseThrow();
            CallOption bob =
                    flight.client.authenticateBasicToken("bob", "other").orElseThrow();
            assertThat(client.executeUpdate("INSERT INTO test.s (__key, a) VALUES (1, 1)", ada))
                    .isEqualTo(1);
            assertThat(read(client, client.execute(QUERY, bob), bob)).isEqualTo(10);
            assertThatThrownBy(() -> client.executeUpdate("INSERT INTO test.s (__key, a) VALUES (2, 1)", bob))
                    .hasMessageContaining("ROLE_VIOLATION");
        }
    }

    @Test
    void encryptsConnections() throws Exception {
        X509Bundle self = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Path certificate = Files.writeString(directory.resolve("c.pem"), self.getCertificatePEM());
        Path key = Files.writeString(directory.resolve("k.pem"), self.getPrivateKeyPEM());
        try (FlightFixture flight = new FlightFixture(config -> config.withHost("localhost")
                        .withCertificate(new ServerCertificate(certificate, key, Optional.empty())));
                BufferAllocator memory = new RootAllocator();
                var trusted = Files.newInputStream(certificate);
                FlightClient encrypted = FlightClient.builder(
                                memory, Location.forGrpcTls("localhost", flight.server.port()))
                        .trustedCertificates(trusted)
                        .build()) {
            assertThat(SqlRows.of(new FlightSqlClient(encrypted), QUERY)).hasSize(10);
            assertThatThrownBy(() -> SqlRows.of(new FlightSqlClient(flight.client), QUERY))
                    .isInstanceOf(FlightRuntimeException.class);
        }
    }

    @Test
    void requiresCertificatesOfClients() throws Exception {
        X509Bundle authority = new CertificateBuilder()
                .subject("CN=authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle own = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .buildIssuedBy(authority);
        X509Bundle known = new CertificateBuilder().subject("CN=ada").buildIssuedBy(authority);
        X509Bundle stranger = new CertificateBuilder()
                .subject("CN=ada")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Path trusted = Files.writeString(directory.resolve("ca.pem"), authority.getCertificatePEM());
        Path certificate = Files.writeString(directory.resolve("s.pem"), own.getCertificatePEM());
        Path key = Files.writeString(directory.resolve("sk.pem"), own.getPrivateKeyPEM());
        try (FlightFixture flight = new FlightFixture(config -> config.withHost("localhost")
                        .withCertificate(new ServerCertificate(certificate, key, Optional.of(trusted))));
                BufferAllocator memory = new RootAllocator()) {
            Location location = Location.forGrpcTls("localhost", flight.server.port());
            try (FlightClient client = client(memory, location, trusted, known)) {
                assertThat(SqlRows.of(new FlightSqlClient(client), QUERY)).hasSize(10);
            }
            for (X509Bundle presented : Arrays.asList(stranger, null)) {
                try (FlightClient client = client(memory, location, trusted, presented)) {
                    assertRefused(FlightStatusCode.UNAVAILABLE, () -> SqlRows.of(new FlightSqlClient(client), QUERY));
                }
            }
        }
    }

    /** Presents no certificate if it is null. */
    private static FlightClient client(
            BufferAllocator memory, Location location, Path trusted, @Nullable X509Bundle certificate)
            throws IOException {
        try (var authorities = Files.newInputStream(trusted)) {
            FlightClient.Builder builder =
                    FlightClient.builder(memory, location).trustedCertificates(authorities);
            if (certificate != null) {
                builder.clientCertificate(
                        bytes(certificate.getCertificatePEM()), bytes(certificate.getPrivateKeyPEM()));
            }
            return builder.build();
        }
    }

    private static InputStream bytes(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void doesNotListenToEveryoneByAccident() {
        FlightServerConfig open = FlightServerConfig.DEFAULT.withPort(0).withHost("0.0.0.0");
        assertThatThrownBy(() -> start(open))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without TLS");
        ServerCertificate certificate =
                new ServerCertificate(directory.resolve("c"), directory.resolve("k"), Optional.empty());
        assertThatThrownBy(() -> start(open.withCertificate(certificate)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("anyone may call");
    }

    private static AeroArrowFlightServer start(FlightServerConfig config) throws IOException {
        return AeroArrowFlightServer.start(
                ClientConfig.of(new HostAddress("127.0.0.1", 1)),
                ReadOptions.DEFAULT,
                config,
                new RootAllocator(),
                new SimpleMeterRegistry());
    }

    @Test
    void refusesAUsersFileWithoutHashes() throws IOException {
        Path file = Files.writeString(directory.resolve("bad"), "ada:secret:write\n");
        assertThatThrownBy(() -> new FlightFixture(config -> config.withCallers(CallerCheck.usersOf(file))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 1")
                .hasMessageNotContaining("secret");
    }
}
