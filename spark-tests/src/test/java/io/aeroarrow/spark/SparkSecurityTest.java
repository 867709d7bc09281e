package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import io.aeroarrow.embedded.ServerSecurity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.ExplainMode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads with a login. No plan shows the password. */
class SparkSecurityTest {

    private static final String PASSWORD = "correct-horse";
    private static final int RECORDS = 200;

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onEmbeddedServer()
            .security(
                    ServerSecurity.builder()
                            .user("loader", PASSWORD, "read-write")
                            .user("reader", PASSWORD, "read")
                            .build(),
                    "loader",
                    PASSWORD);

    @BeforeAll
    static void load() {
        for (int i = 0; i < RECORDS; i++) {
            CLUSTER.putWithoutKey("people", i, new Bin("id", i));
        }
    }

    private static DataFrameReader read(String user, String password) {
        return CLUSTER.read("people").option("user", user).option("password", password);
    }

    @Test
    void aUserReadsWithThePasswordAndTheRole() {
        assertThat(read("reader", PASSWORD).load().count()).isEqualTo(RECORDS);
    }

    @Test
    void namesAWrongPasswordWithoutShowingIt() {
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
        for (String mode : List.of("extended", "formatted", "cost")) {
            assertThat(people.queryExecution().explainString(ExplainMode.fromString(mode)))
                    .contains("test.people")
                    .doesNotContain(PASSWORD, hash);
        }
        assertThat(people.queryExecution().toString()).doesNotContain(PASSWORD, hash);
        people.createOrReplaceTempView("secured");
        assertThat(CLUSTER.spark()
                        .sql("EXPLAIN EXTENDED SELECT * FROM secured")
                        .first()
                        .getString(0))
                .doesNotContain(PASSWORD, hash);
        CLUSTER.spark()
                .sql("CREATE OR REPLACE TEMPORARY VIEW direct USING aerospike OPTIONS (host '" + CLUSTER.host() + ":"
                        + CLUSTER.port() + "', namespace 'test', set 'people', user 'reader', password '" + PASSWORD
                        + "')");
        assertThat(CLUSTER.spark().sql("SELECT count(*) FROM direct").first().getLong(0))
                .isEqualTo(RECORDS);
        assertThat(CLUSTER.spark()
                        .sql("EXPLAIN EXTENDED SELECT * FROM direct")
                        .first()
                        .getString(0))
                .doesNotContain(PASSWORD, hash);
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
