package io.aeroarrow.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.policy.Credentials;
import java.util.List;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.junit.jupiter.api.Test;

/** One statement sums the sizes of records, which the servers compute. */
class StorageAuditTest {

    private static final String AUDIT =
            "SELECT __set, count(*), min(__record_size) > 0, max(__last_update) > TIMESTAMPTZ"
                    + " '2020-01-01 00:00:00+00' FROM test.cities GROUP BY __set";

    @Test
    void sumsTheSizesOfRecords() throws Exception {
        try (FlightFixture flight =
                new FlightFixture(cluster -> cluster.version("8.1.2.0"), Credentials.none(), config -> config)) {
            FlightSqlClient client = new FlightSqlClient(flight.client);
            assertThat(SqlRows.of(client, AUDIT)).isEqualTo(List.of("cities|50|true|true"));
            assertThat(SqlRows.of(client, "SELECT code FROM test.cities WHERE __record_size > 1000000"))
                    .isEmpty();
        }
    }

    @Test
    void namesTheVersionThatOlderServersLack() throws Exception {
        try (FlightFixture flight =
                new FlightFixture(cluster -> cluster.version("8.1.0.3"), Credentials.none(), config -> config)) {
            FlightSqlClient client = new FlightSqlClient(flight.client);
            assertThatThrownBy(() -> SqlRows.of(client, AUDIT))
                    .hasMessageContaining(
                            "column '__record_size' needs server 8.1.2 on all nodes; the lowest version in"
                                    + " the cluster is 8.1.0.3");
        }
    }
}
