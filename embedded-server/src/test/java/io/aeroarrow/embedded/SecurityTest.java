package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.BatchRead;
import com.aerospike.client.BatchRecord;
import com.aerospike.client.BatchWrite;
import com.aerospike.client.Bin;
import com.aerospike.client.Host;
import com.aerospike.client.Info;
import com.aerospike.client.Key;
import com.aerospike.client.Operation;
import com.aerospike.client.ResultCode;
import com.aerospike.client.admin.Privilege;
import com.aerospike.client.admin.PrivilegeCode;
import com.aerospike.client.admin.Role;
import com.aerospike.client.admin.User;
import com.aerospike.client.policy.AuthMode;
import com.aerospike.client.policy.ClientPolicy;
import com.aerospike.client.policy.ScanPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins, users and roles, as the official client sees them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecurityTest {
    private static final Key KEY = new Key("test", "people", "ada");

    private EmbeddedServer server;

    @BeforeAll
    void start() {
        ServerSecurity security = ServerSecurity.builder()
                .user("all", "secret", "read-write", "truncate", "sys-admin", "data-admin", "user-admin")
                .user("nobody", "secret")
                .user("reader", "secret", "read")
                .user("writer", "secret", "write")
                .user("both", "secret", "read-write")
                .user("truncator", "secret", "truncate")
                .user("operator", "secret", "sys-admin")
                .user("indexer", "secret", "sindex-admin")
                .user("keeper", "secret", "data-admin")
                .build();
        server = EmbeddedServer.start(ServerConfig.builder()
                .namespaces("test", "bar")
                .security(security)
                .build());
        try (AerospikeClient client = client("all", "secret")) {
            client.put(null, KEY, new Bin("a", 1));
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private AerospikeClient client(String user, String password) {
        ClientPolicy policy = new ClientPolicy();
        policy.user = user;
        policy.password = password;
        policy.failIfNotConnected = true;
        return new AerospikeClient(policy, new Host(server.host(), server.port()));
    }

    @ParameterizedTest
    @CsvSource({
        "nobody,    81, 81, 81, 81, 81, 81, 81, 81, 81",
        "reader,     0, 81, 81, 81,  0,  0, 81, 81, 81",
        "writer,    81,  0, 81, 81, 81, 81, 81, 81, 81",
        "both,       0,  0,  0,  0,  0,  0, 81, 81, 81",
        "truncator, 81, 81, 81, 81, 81, 81,  0, 81, 81",
        "operator,  81, 81, 81, 81, 81, 81, 81, 22, 81",
        "indexer,   81, 81, 81, 81, 81, 81, 81, 81,  0",
        "keeper,    81, 81, 81, 81, 81, 81,  0, 81, 0",
        "admin,     81, 81, 81, 81, 81, 81, 81, 81, 81"
    })
    void rolesDecideWhatAUserMayDo(
            String user,
            int get,
            int put,
            int operate,
            int batchWrite,
            int batchRead,
            int scan,
            int truncate,
            int config,
            int index) {
        try (AerospikeClient client = client(user, user.equals("admin") ? "admin" : "secret")) {
            assertCode(get, () -> client.get(null, KEY));
            assertCode(put, () -> client.put(null, KEY, new Bin("a", 1)));
            assertCode(operate, () -> client.operate(null, KEY, Operation.put(new Bin("a", 1)), Operation.get("a")));
            assertBatch(
                    batchWrite,
                    client,
                    new BatchWrite(KEY, new Operation[] {Operation.put(new Bin("a", 1))}),
                    new BatchRead(KEY, true));
            assertBatch(batchRead, client, new BatchRead(KEY, true), new BatchRead(KEY, false));
            assertCode(scan, () -> client.scanAll(new ScanPolicy(), "test", "people", (key, record) -> {}));
            assertInfo(truncate, client, "truncate:namespace=bar;set=nothing");
            assertInfo(config, client, "set-config:context=service;ticker-interval=3");
            assertInfo(index, client, "sindex-create:ns=test;set=s;indexname=i;bin=a;type=numeric");
            assertThat(info(client, "namespaces")).isEqualTo("test;bar");
        }
    }

    private static void assertCode(int code, ThrowingCallable call) {
        if (code == 0) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(call)).isNull();
        } else {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            AerospikeException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(code));
        }
    }

    private static void assertBatch(int code, AerospikeClient client, BatchRecord... rows) {
        assertCode(code, () -> client.operate(null, List.of(rows)));
        if (code == 0) {
            assertThat(rows).extracting(row -> row.resultCode).containsOnly(0);
        }
    }

    private static void assertNoLogin(int code, ThrowingCallable login) {
        assertThatThrownBy(login).isInstanceOf(AerospikeException.class).hasMessageContaining("Error " + code + ":");
    }

    private static void assertInfo(int code, AerospikeClient client, String command) {
        assertThat(info(client, command)).startsWith(code == 0 ? "ok" : "ERROR:" + code + ":");
    }

    private static String info(AerospikeClient client, String command) {
        return Info.request(null, client.getNodes()[0], command);
    }

    @Test
    void usersAndRolesChange() {
        try (AerospikeClient admin = client("admin", "admin")) {
            admin.createUser(null, "eve", "first", List.of("read"));
            assertCode(ResultCode.USER_ALREADY_EXISTS, () -> admin.createUser(null, "eve", "x", List.of("read")));
            assertCode(ResultCode.INVALID_ROLE, () -> admin.createUser(null, "bob", "x", List.of("king")));
            try (AerospikeClient eve = client("eve", "first")) {
                assertThat(eve.get(null, KEY)).isNotNull();
                assertCode(ResultCode.ROLE_VIOLATION, () -> eve.put(null, KEY, new Bin("a", 2)));
                admin.grantRoles(null, "eve", List.of("write", "truncate"));
                eve.put(null, KEY, new Bin("a", 2));
                assertThat(admin.queryUser(null, "eve").roles).containsExactlyInAnyOrder("read", "write", "truncate");
                admin.revokeRoles(null, "eve", List.of("write"));
                assertCode(ResultCode.ROLE_VIOLATION, () -> eve.put(null, KEY, new Bin("a", 2)));
                assertThat(eve.queryUser(null, "eve").roles).containsExactlyInAnyOrder("read", "truncate");
                assertCode(ResultCode.ROLE_VIOLATION, () -> eve.queryUsers(null));
                assertCode(ResultCode.ROLE_VIOLATION, () -> eve.dropUser(null, "admin"));
                eve.changePassword(null, "eve", "second");
            }
            assertNoLogin(ResultCode.INVALID_PASSWORD, () -> login("eve", "first"));
            login("eve", "second");
            admin.changePassword(null, "eve", "third");
            login("eve", "third");
            assertThat(admin.queryUsers(null))
                    .extracting((User user) -> user.name)
                    .contains("admin", "eve", "reader");
            admin.dropUser(null, "eve");
            assertCode(ResultCode.INVALID_USER, () -> admin.dropUser(null, "eve"));
            assertCode(ResultCode.INVALID_USER, () -> admin.queryUser(null, "eve"));
            assertCode(ResultCode.INVALID_USER, () -> admin.grantRoles(null, "eve", List.of("read")));
            assertNoLogin(ResultCode.INVALID_USER, () -> login("eve", "third"));
        }
    }

    @Test
    void customRolesAreLimitedToASet() {
        Privilege read = new Privilege();
        read.code = PrivilegeCode.READ;
        read.namespace = "test";
        read.setName = "people";
        Privilege write = new Privilege();
        write.code = PrivilegeCode.WRITE;
        write.namespace = "test";
        try (AerospikeClient admin = client("admin", "admin")) {
            admin.createRole(null, "librarian", List.of(read));
            assertCode(ResultCode.ROLE_ALREADY_EXISTS, () -> admin.createRole(null, "librarian", List.of(read)));
            admin.createUser(null, "lib", "x", List.of("librarian"));
            try (AerospikeClient lib = client("lib", "x")) {
                assertThat(lib.get(null, KEY)).isNotNull();
                assertCode(ResultCode.ROLE_VIOLATION, () -> lib.get(null, new Key("test", "other", 1)));
                assertCode(ResultCode.ROLE_VIOLATION, () -> lib.get(null, new Key("bar", "people", 1)));
                assertCode(
                        ResultCode.ROLE_VIOLATION,
                        () -> lib.scanAll(new ScanPolicy(), "test", "other", (key, record) -> {}));
                AtomicInteger rows = new AtomicInteger();
                lib.scanAll(new ScanPolicy(), "test", "people", (key, record) -> rows.incrementAndGet());
                assertThat(rows).hasValue(1);
                assertBatch(
                        ResultCode.ROLE_VIOLATION,
                        lib,
                        new BatchRead(new Key("test", "other", 1), true),
                        new BatchRead(new Key("test", "other", 2), true));
                admin.grantPrivileges(null, "librarian", List.of(write));
                lib.put(null, new Key("test", "other", 1), new Bin("a", 1));
            }
            assertThat(admin.queryRole(null, "librarian").privileges)
                    .extracting(privilege -> privilege.code + "." + privilege.namespace + "." + privilege.setName)
                    .containsExactly("read.test.people", "write.test.");
            admin.revokePrivileges(null, "librarian", List.of(write));
            assertThat(admin.queryRole(null, "librarian").privileges).hasSize(1);
            assertThat(admin.queryRoles(null))
                    .extracting((Role role) -> role.name)
                    .contains("librarian", "read-write-udf", "sys-admin");
            admin.dropRole(null, "librarian");
            assertCode(ResultCode.INVALID_ROLE, () -> admin.queryRole(null, "librarian"));
            assertCode(ResultCode.INVALID_ROLE, () -> admin.dropRole(null, "read"));
            assertThat(admin.queryUser(null, "lib").roles).isEmpty();
            assertCode(ResultCode.QUOTAS_NOT_ENABLED, () -> admin.createRole(null, "r", List.of(read), null, 10, 10));
            admin.dropUser(null, "lib");
        }
    }

    private void login(String user, String password) {
        client(user, password).close();
    }

    @Test
    void loginsNeedThePassword() {
        assertNoLogin(ResultCode.INVALID_PASSWORD, () -> login("reader", "wrong"));
        assertNoLogin(ResultCode.INVALID_USER, () -> login("stranger", "secret"));
        ClientPolicy external = new ClientPolicy();
        external.user = "reader";
        external.password = "secret";
        external.authMode = AuthMode.EXTERNAL_INSECURE;
        assertNoLogin(
                ResultCode.INVALID_CREDENTIAL,
                () -> new AerospikeClient(external, new Host(server.host(), server.port())));
        assertThatThrownBy(() -> new AerospikeClient(server.host(), server.port()).close())
                .isInstanceOf(AerospikeException.class);
    }

    @Test
    void requestsWithoutALoginAreRefused() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            connection.send(GoldenCaptures.request("info-build"));
            byte[] info = connection.readFrame();
            assertThat(new String(info, 8, info.length - 8, StandardCharsets.UTF_8))
                    .isEqualTo("ERROR:80:not authenticated\n");
            connection.send(GoldenCaptures.request("get-all"));
            assertThat(connection.readFrame()[8 + 5]).isEqualTo((byte) ResultCode.NOT_AUTHENTICATED);
            connection.send(GoldenCaptures.request("batch-get-all"));
            assertThat(connection.readFrame()[8 + 5]).isEqualTo((byte) ResultCode.NOT_AUTHENTICATED);
            connection.send(GoldenCaptures.request("admin-query-users"));
            assertThat(connection.readFrame()[8 + 1]).isEqualTo((byte) ResultCode.NOT_AUTHENTICATED);
            connection.send(GoldenCaptures.request("login-internal.2"));
            assertThat(connection.readFrame()[8 + 1]).isEqualTo((byte) ResultCode.EXPIRED_SESSION);
            connection.send(new byte[] {2, 2, 0, 0, 0, 0, 0, 3, 1, 2, 3});
            assertThat(connection.readFrame()[8 + 1]).isEqualTo((byte) 55);
        }
    }
}
