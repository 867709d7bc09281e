package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Host;
import com.aerospike.client.Key;
import com.aerospike.client.policy.ClientPolicy;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.embedded.ServerSecurity;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reading as a user, on a running Spark; and that its plans do not show the password. */
class SparkSecurityTest {

    private static final String PASSWORD = "correct-horse";
    private static final int RECORDS = 200;

    private static EmbeddedServer server;
    private static SparkSession spark;

    @BeforeAll
    static void start() {
        server = EmbeddedServer.start(ServerConfig.builder()
                .security(ServerSecurity.builder()
                        .user("loader", PASSWORD, "read-write")
                        .user("reader", PASSWORD, "read")
                        .build())
                .build());
        ClientPolicy policy = new ClientPolicy();
        policy.user = "loader";
        policy.password = PASSWORD;
        policy.timeout = 30_000;
        policy.writePolicyDefault.setTimeout(30_000);
        try (AerospikeClient client = new AerospikeClient(policy, new Host(server.host(), server.port()))) {
            for (int i = 0; i < RECORDS; i++) {
                client.put(null, new Key("test", "people", i), new Bin("id", i));
            }
        }
        spark = SparkSession.builder()
                .master("local[2]")
                .appName("aeroarrow")
                .config("spark.ui.enabled", "false")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
        server.close();
    }

    private static DataFrameReader read(String user, String password) {
        return spark.read()
                .format("aerospike")
                .option("host", server.host() + ":" + server.port())
                .option("namespace", "test")
                .option("set", "people")
                .option("user", user)
                .option("password", password);
    }

    @Test
    void usersReadWhatTheyMay() {
        assertThat(read("reader", PASSWORD).load().count()).isEqualTo(RECORDS);
    }

    @Test
    void aWrongPasswordIsNamedAsSuch() {
        assertThatThrownBy(() -> read("reader", "wrong-horse").load())
                .hasStackTraceContaining("the password is wrong")
                .hasStackTraceContaining("user 'reader'")
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("wrong-horse", "$2a$"));
    }

    @Test
    void plansDoNotShowThePassword() {
        Dataset<Row> people = read("reader", PASSWORD).load().filter("id > 3");
        people.collect();
        String hash = "$2a$";
        for (org.apache.spark.sql.execution.ExplainMode mode : new org.apache.spark.sql.execution.ExplainMode[] {
            org.apache.spark.sql.execution.ExplainMode.fromString("extended"),
            org.apache.spark.sql.execution.ExplainMode.fromString("formatted"),
            org.apache.spark.sql.execution.ExplainMode.fromString("cost")
        }) {
            assertThat(people.queryExecution().explainString(mode))
                    .contains("test.people")
                    .doesNotContain(PASSWORD, hash);
        }
        assertThat(people.queryExecution().toString()).doesNotContain(PASSWORD, hash);
        people.createOrReplaceTempView("secured");
        assertThat(spark.sql("EXPLAIN EXTENDED SELECT * FROM secured").first().getString(0))
                .doesNotContain(PASSWORD, hash);
        spark.sql("CREATE OR REPLACE TEMPORARY VIEW direct USING aerospike OPTIONS (host '" + server.host() + ":"
                + server.port() + "', namespace 'test', set 'people', user 'reader', password '" + PASSWORD + "')");
        assertThat(spark.sql("SELECT count(*) FROM direct").first().getLong(0)).isEqualTo(RECORDS);
        assertThat(spark.sql("EXPLAIN EXTENDED SELECT * FROM direct").first().getString(0))
                .doesNotContain(PASSWORD, hash);
    }

    private static String stackTrace(Throwable e) {
        java.io.StringWriter text = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
