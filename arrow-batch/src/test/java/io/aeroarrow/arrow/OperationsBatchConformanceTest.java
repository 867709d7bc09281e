package io.aeroarrow.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.operation.BatchResult;
import io.aeroarrow.operation.Operation;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.WritePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Batches of reads, writes and deletes, with a result for each key. */
@Timeout(120)
@ExtendWith(AerospikeExtension.class)
class OperationsBatchConformanceTest {

    private static TestCluster cluster;
    private static AeroArrowClient client;
    private String set = cluster.newSet();

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
        client = AeroArrowClient.connect(cluster.config());
    }

    @AfterAll
    static void close() {
        client.close();
        cluster.close();
    }

    private Key key(long number) {
        return Key.of(TestCluster.NAMESPACE, set, number);
    }

    private static List<Bin> bins(long number) {
        return List.of(new Bin("a", Value.of(number)));
    }

    private List<BatchResult> run(List<BatchEntry> entries) {
        List<BatchResult> results = client.batch(entries, BatchPolicy.DEFAULT);
        assertThat(results)
                .extracting(BatchResult::key)
                .containsExactlyElementsOf(entries.stream().map(BatchEntry::key).toList());
        return results;
    }

    @Test
    void oneBatchHoldsReadsWritesAndDeletes() {
        client.put(key(0), bins(0), WritePolicy.DEFAULT);
        client.put(key(1), bins(1), WritePolicy.DEFAULT);
        client.put(key(2), bins(2), WritePolicy.DEFAULT);
        List<BatchResult> results = run(List.of(
                BatchEntry.read(key(0), BinSelection.all()),
                BatchEntry.read(key(9), BinSelection.all()),
                BatchEntry.read(key(0), BinSelection.none()),
                BatchEntry.read(key(0), BinSelection.of(List.of("none"))),
                BatchEntry.put(key(3), bins(3)),
                BatchEntry.operate(key(1), List.of(Operation.add("a", 10), Operation.read("a"))),
                BatchEntry.delete(key(2)),
                BatchEntry.delete(key(9)),
                BatchEntry.operate(key(9), List.of(Operation.read("a")))));
        assertThat(results).extracting(BatchResult::resultCode).containsExactly(0, 2, 0, 0, 0, 0, 0, 2, 2);
        assertThat(results).allSatisfy(result -> assertThat(result.error()).isEmpty());
        assertThat(results.get(0).record().orElseThrow().bins()).containsExactly(Map.entry("a", Value.of(0)));
        assertThat(results.get(1).record()).isEmpty();
        assertThat(results.get(2).record().orElseThrow().bins()).isEmpty();
        assertThat(results.get(5).record().orElseThrow().bins()).containsExactly(Map.entry("a", Value.of(11)));
        assertThat(cluster.official().get(null, TestCluster.key(set, 3L)).getLong("a"))
                .isEqualTo(3);
        assertThat(cluster.official().get(null, TestCluster.key(set, 2L))).isNull();
    }

    @Test
    void aFailingKeyDoesNotFailTheOthers() {
        client.put(key(0), List.of(new Bin("a", Value.of("text"))), WritePolicy.DEFAULT);
        List<BatchResult> results = run(List.of(
                BatchEntry.operate(key(0), List.of(Operation.add("a", 1))),
                BatchEntry.put(key(0), bins(1))
                        .withPolicy(WritePolicy.DEFAULT.withExistsAction(ExistsAction.CREATE_ONLY)),
                BatchEntry.put(key(1), bins(1))
                        .withPolicy(WritePolicy.DEFAULT.withExistsAction(ExistsAction.UPDATE_ONLY)),
                BatchEntry.put(key(2), bins(2))));
        assertThat(results).extracting(BatchResult::resultCode).containsExactly(12, 5, 2, 0);
        assertThat(results.subList(0, 3))
                .allSatisfy(result -> assertThat(result.error()).hasValueSatisfying(error -> {
                    assertThat(error).isInstanceOf(ServerErrorException.class);
                    assertThat(error.inDoubt()).isFalse();
                }));
        assertThat(results.get(3).error()).isEmpty();
        assertThat(client.get(key(2))).isPresent();
    }

    @Test
    void anUnknownNamespaceFailsOnlyItsKeys() {
        List<BatchResult> results =
                run(List.of(BatchEntry.put(Key.of("nowhere", set, 1), bins(1)), BatchEntry.put(key(1), bins(1))));
        assertThat(results.get(0).resultCode()).isEqualTo(BatchResult.NO_ANSWER);
        assertThat(results.get(0).error()).hasValueSatisfying(error -> {
            assertThat(((ServerErrorException) error).resultCode()).isEqualTo(ResultCode.NAMESPACE.code());
            assertThat(error.inDoubt()).isFalse();
        });
        assertThat(results.get(1).error()).isEmpty();
    }

    @Test
    void manyKeysAreSplitIntoSmallRequests() {
        int keys = 3000;
        BatchPolicy small = BatchPolicy.DEFAULT.withMaxKeysPerRequest(70);
        List<BatchEntry> writes = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            writes.add(BatchEntry.put(key(i), bins(i)));
        }
        assertThat(client.batch(writes, small))
                .hasSize(keys)
                .allSatisfy(result -> assertThat(result.error()).isEmpty());
        List<BatchEntry> reads = IntStream.range(0, keys)
                .mapToObj(i -> BatchEntry.read(key(i), BinSelection.all()))
                .toList();
        List<BatchResult> found = client.async().batch(reads, small).join();
        for (int i = 0; i < keys; i++) {
            assertThat(found.get(i).recordOrThrow().orElseThrow().bins()).containsEntry("a", Value.of(i));
        }
        assertThat(cluster.official().get(null, TestCluster.key(set, keys - 1L)).getLong("a"))
                .isEqualTo(keys - 1);
    }

    @Test
    void acceptsABatchWithoutKeys() {
        assertThat(client.batch(List.of(), BatchPolicy.DEFAULT)).isEmpty();
    }
}
