package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each setting of a scan or lookup has its effect where it is set, or cannot be set there. */
@ExtendWith(AerospikeExtension.class)
class ReaderSettingsConformanceTest {

    private static final int RECORDS = 40;

    private static final Timeouts HASTY =
            Timeouts.SCAN.withTotal(Duration.ofNanos(1)).withMaxRetries(0);

    @AutoClose
    private static TestCluster cluster;

    private static String set;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
        set = cluster.newSet();
        for (int i = 0; i < RECORDS; i++) {
            cluster.put(set, i, new Bin("n", i));
        }
    }

    private static Scan scan() {
        return cluster.aero().scan(NAMESPACE, set).schema(schema(field("n", Rows.INT64)));
    }

    private static List<Map<String, Object>> rows(ArrowReader reader) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (reader) {
            Rows.readAll(reader, rows);
        }
        return rows;
    }

    @Test
    void optionsAndRequestSetTheSameTimeoutsAndTheLastCallDecides() throws IOException {
        assertTimesOut(scan().options(now -> now.withScanTimeouts(HASTY)));
        assertTimesOut(scan().request(now -> now.withTimeouts(HASTY)));
        assertTimesOut(scan().request(now -> now.withTimeouts(HASTY)).batchRows(7));
        Scan patient =
                scan().request(now -> now.withTimeouts(HASTY)).options(now -> now.withScanTimeouts(Timeouts.SCAN));
        assertThat(rows(patient.reader())).hasSize(RECORDS);
    }

    private static void assertTimesOut(Scan scan) {
        assertThatThrownBy(() -> rows(scan.reader())).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void optionsDecideWhetherRecordsWithoutTheColumnsAreRead() throws IOException {
        Scan nowhere = scan().schema(schema(field("nowhere", Rows.INT64)));
        assertThat(rows(nowhere.reader())).hasSize(RECORDS);
        assertThat(rows(nowhere.options(now -> now.withEmptyRecords(EmptyRecords.DROP))
                        .reader()))
                .isEmpty();
        Scan dropping = nowhere.request(now -> now.withEmptyRecords(EmptyRecords.DROP));
        assertThat(rows(dropping.options(now -> now.withBatchRows(10)).reader()))
                .isEmpty();
    }

    @Test
    void aLimitHoldsForAllReadersTogether() throws IOException {
        int rows = 0;
        for (ArrowReader reader : scan().limit(7).readers(4)) {
            rows += rows(reader).size();
        }
        assertThat(rows).isEqualTo(7);
    }

    @Test
    void optionsDecideTheSampleOfAScanAndOfALookup() {
        Scan scan = cluster.aero().scan(NAMESPACE, set);
        assertThatThrownBy(
                        () -> scan.options(now -> now.withScanTimeouts(HASTY)).resolveSchema())
                .isInstanceOf(DeadlineExceededException.class);
        Lookup lookup = cluster.aero().batchRead(NAMESPACE, set).options(now -> now.withScanTimeouts(HASTY));
        try (BigIntVector keys = new BigIntVector("keys", cluster.allocator())) {
            assertThatThrownBy(() -> lookup.result(keys)).isInstanceOf(DeadlineExceededException.class);
        }
    }

    @Test
    void settingsWithoutAnEffectAreRejected() {
        Scan scan = scan();
        assertThatThrownBy(() -> scan.options(now -> now.withMaxKeysPerRequest(1)))
                .hasMessageContainingAll("a scan does not use", "maxKeysPerRequest");
        assertThatThrownBy(() -> scan.options(now -> now.withLookupTimeouts(Timeouts.SCAN)))
                .hasMessageContaining("lookupTimeouts");
        assertThatThrownBy(() -> scan.request(now -> now.withBins(BinSelection.of(List.of("n")))))
                .hasMessageContaining("the columns of the scan decide");
        Lookup lookup = cluster.aero().batchRead(NAMESPACE, set);
        assertThatThrownBy(() -> lookup.options(now -> now.withBatchRows(1)))
                .hasMessageContainingAll("a lookup does not use", "batchRows");
        assertThatThrownBy(() -> lookup.options(now -> now.withEmptyRecords(EmptyRecords.DROP)))
                .hasMessageContaining("emptyRecords");
    }
}
