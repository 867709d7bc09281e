package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.BatchDelete;
import com.aerospike.client.BatchRead;
import com.aerospike.client.BatchRecord;
import com.aerospike.client.BatchResults;
import com.aerospike.client.BatchWrite;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Operation;
import com.aerospike.client.Record;
import com.aerospike.client.ResultCode;
import com.aerospike.client.exp.Exp;
import com.aerospike.client.policy.BatchPolicy;
import com.aerospike.client.policy.BatchReadPolicy;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AerospikeExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BatchConformanceTest {
    private static final String SET = "conformance-batch";
    private static final int RECORDS = 500;

    private AerospikeClient client;

    @BeforeAll
    void start(AerospikeServer server) {
        client = OfficialClient.connect(server);
        client.truncate(null, "test", SET, null);
        for (int i = 0; i < RECORDS; i++) {
            client.put(null, key(i), new Bin("a", i), new Bin("s", "v".repeat(i)));
        }
    }

    @AfterAll
    void stop() {
        client.truncate(null, "test", SET, null);
        client.close();
    }

    @Test
    void getsEveryRowOfABatchThatNeedsSeveralFrames() {
        Key[] keys = IntStream.range(0, RECORDS + 1)
                .mapToObj(BatchConformanceTest::key)
                .toArray(Key[]::new);

        Record[] records = client.get(null, keys);

        assertThat(records).hasSize(RECORDS + 1);
        assertThat(records[RECORDS]).isNull();
        for (int i = 0; i < RECORDS; i++) {
            assertThat(records[i].getInt("a")).isEqualTo(i);
            assertThat(records[i].getString("s")).hasSize(i);
        }
    }

    @Test
    void getsSomeBinsHeadersAndExistence() {
        Key[] keys = {key(1), key(2), key(RECORDS)};

        assertThat(client.get(null, keys, "a", "none")[1].bins).isEqualTo(Map.of("a", 2L));
        assertThat(client.getHeader(null, keys)[0].generation).isEqualTo(1);
        assertThat(client.exists(null, keys)).containsExactly(true, true, false);
    }

    @Test
    void mixesReadsWritesAndDeletes() {
        client.put(null, key("deleted"), new Bin("a", 1));
        client.put(null, key("operated"), new Bin("a", 1));
        List<BatchRecord> rows = List.of(
                new BatchRead(key(7), true),
                new BatchRead(key(8), new String[] {"a"}),
                new BatchWrite(key("operated"), new Operation[] {Operation.add(new Bin("a", 4)), Operation.get("a")}),
                new BatchWrite(key("written"), new Operation[] {Operation.put(new Bin("w", "x"))}),
                new BatchDelete(key("deleted")),
                new BatchDelete(key("never there")));

        client.operate(null, rows);

        assertThat(rows)
                .extracting(row -> row.resultCode)
                .containsExactly(0, 0, 0, 0, 0, ResultCode.KEY_NOT_FOUND_ERROR);
        assertThat(rows.get(0).record.bins).containsOnlyKeys("a", "s");
        assertThat(rows.get(1).record.bins).isEqualTo(Map.of("a", 8L));
        assertThat(client.get(null, key("operated")).getInt("a")).isEqualTo(5);
        assertThat(client.get(null, key("written")).getString("w")).isEqualTo("x");
        assertThat(client.exists(null, key("deleted"))).isFalse();
    }

    @Test
    void filtersRowsByRowAndBatchExpressions() {
        BatchPolicy policy = new BatchPolicy();
        policy.filterExp = Exp.build(Exp.gt(Exp.intBin("a"), Exp.val(100)));
        BatchReadPolicy own = new BatchReadPolicy();
        own.filterExp = Exp.build(Exp.lt(Exp.intBin("a"), Exp.val(100)));
        List<BatchRead> rows = List.of(
                new BatchRead(key(100), true), new BatchRead(key(101), true), new BatchRead(own, key(50), true));

        client.get(policy, rows);

        assertThat(rows).extracting(row -> row.resultCode).containsExactly(ResultCode.FILTERED_OUT, 0, 0);
    }

    @Test
    void reportsAFailedRowAndContinues() {
        BatchResults results = client.operate(
                null,
                null,
                new Key[] {key(20), key("text"), key(21)},
                Operation.put(new Bin("s", 1)),
                Operation.append(new Bin("s", "x")));

        assertThat(results.status).isFalse();
        assertThat(results.records)
                .extracting(row -> row.resultCode)
                .containsExactly(ResultCode.BIN_TYPE_ERROR, ResultCode.BIN_TYPE_ERROR, ResultCode.BIN_TYPE_ERROR);
        assertThat(client.get(null, key(20)).getString("s")).hasSize(20);
    }

    @Test
    void executesRowsAfterAnErrorThatEndsTheAnswer() {
        client.put(null, key("number"), new Bin("a", 1));
        client.delete(null, key("after"));
        BatchPolicy policy = new BatchPolicy(client.getBatchParentPolicyWriteDefault());
        policy.respondAllKeys = false;
        List<BatchRecord> rows = List.of(
                new BatchWrite(key("number"), new Operation[] {Operation.append(new Bin("a", "x"))}),
                new BatchWrite(key("after"), new Operation[] {Operation.put(new Bin("a", 2))}));

        assertThatThrownBy(() -> client.operate(policy, rows)).isInstanceOf(AerospikeException.class);

        assertThat(client.get(null, key("after")).getInt("a")).isEqualTo(2);
    }

    private static Key key(Object user) {
        return new Key("test", SET, com.aerospike.client.Value.get(user));
    }
}
