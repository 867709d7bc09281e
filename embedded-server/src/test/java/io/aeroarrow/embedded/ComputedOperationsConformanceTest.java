package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.BatchRecord;
import com.aerospike.client.BatchWrite;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Operation;
import com.aerospike.client.Record;
import com.aerospike.client.ResultCode;
import com.aerospike.client.Value;
import com.aerospike.client.cdt.ListOperation;
import com.aerospike.client.cdt.ListReturnType;
import com.aerospike.client.cdt.MapReturnType;
import com.aerospike.client.exp.Exp;
import com.aerospike.client.exp.ExpOperation;
import com.aerospike.client.exp.ExpReadFlags;
import com.aerospike.client.exp.ExpWriteFlags;
import com.aerospike.client.exp.Expression;
import com.aerospike.client.exp.HLLExp;
import com.aerospike.client.exp.ListExp;
import com.aerospike.client.exp.MapExp;
import com.aerospike.client.operation.HLLOperation;
import com.aerospike.client.operation.HLLPolicy;
import com.aerospike.client.policy.QueryPolicy;
import com.aerospike.client.policy.WritePolicy;
import com.aerospike.client.query.RecordSet;
import com.aerospike.client.query.Statement;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operations of lists and expressions by the official client: in operate, batches, filters and background operations. */
@ExtendWith(AerospikeExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ComputedOperationsConformanceTest {
    private static final String SET = "conformance-computed";

    private AerospikeClient client;

    @BeforeAll
    void open(AerospikeServer server) {
        client = OfficialClient.connect(server);
        client.truncate(null, "test", SET, null);
    }

    @AfterAll
    void close() {
        client.truncate(null, "test", SET, null);
        client.close();
    }

    @Test
    void createsAHyperLogLogFromNothing() {
        Key key = new Key("test", SET, "hll-from-nil");
        Expression create = Exp.build(HLLExp.init(HLLPolicy.Default, Exp.val(4), Exp.nil()));
        client.operate(
                null,
                key,
                HLLOperation.init(HLLPolicy.Default, "h", 4),
                ExpOperation.write("e", create, ExpWriteFlags.DEFAULT));
        Record stored = client.get(null, key);
        assertThat(stored.getHLLValue("e")).isEqualTo(stored.getHLLValue("h"));
        Record read = client.operate(null, key, ExpOperation.read("x", create, ExpReadFlags.DEFAULT));
        assertThat(read.getHLLValue("x")).isEqualTo(stored.getHLLValue("h"));
    }

    @Test
    void computesWithWhatEarlierOperationsWrote() {
        Key key = record("operate", 1, List.of(3, 1, 2));
        Map<String, Object> bins = client.operate(
                        null,
                        key,
                        Operation.add(new Bin("a", 4)),
                        ExpOperation.write(
                                "b", Exp.build(Exp.mul(Exp.intBin("a"), Exp.val(10))), ExpWriteFlags.DEFAULT),
                        ListOperation.append("l", Value.get(9)),
                        ExpOperation.read(
                                "rank",
                                Exp.build(ListExp.getByRank(
                                        ListReturnType.VALUE, Exp.Type.INT, Exp.val(-1), Exp.listBin("l"))),
                                ExpReadFlags.DEFAULT),
                        ExpOperation.read("sum", Exp.build(Exp.add(Exp.intBin("a"), Exp.intBin("b"))), 0))
                .bins;
        assertThat(bins).containsEntry("rank", 9L).containsEntry("sum", 55L).containsEntry("l", 4L);
        assertThat(client.get(null, key).bins).containsEntry("a", 5L).containsEntry("b", 50L);
    }

    @Test
    void obeysTheFlagsOfWrites() {
        Key key = record("flags", 1, List.of());
        assertThat(writeError(key, "a", Exp.val(2), ExpWriteFlags.CREATE_ONLY)).isEqualTo(ResultCode.BIN_EXISTS_ERROR);
        assertThat(writeError(key, "b", Exp.val(2), ExpWriteFlags.UPDATE_ONLY)).isEqualTo(ResultCode.BIN_NOT_FOUND);
        assertThat(writeError(key, "a", Exp.intBin("none"), ExpWriteFlags.DEFAULT))
                .isEqualTo(ResultCode.OP_NOT_APPLICABLE);
        assertThat(writeError(key, "a", Exp.val(2), ExpWriteFlags.CREATE_ONLY | ExpWriteFlags.POLICY_NO_FAIL))
                .isZero();
        assertThat(writeError(key, "a", Exp.intBin("none"), ExpWriteFlags.EVAL_NO_FAIL))
                .isZero();
        assertThat(client.get(null, key).bins).containsEntry("a", 1L);
        assertThat(writeError(key, "a", Exp.nil(), ExpWriteFlags.ALLOW_DELETE)).isZero();
        assertThat(client.get(null, key).bins).containsOnlyKeys("l", "m");
    }

    @Test
    void computesInBatches() {
        List<BatchRecord> rows = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Operation[] operations = {
                ExpOperation.write("b", Exp.build(Exp.add(Exp.intBin("a"), Exp.val(1))), ExpWriteFlags.DEFAULT),
                ListOperation.append("l", Value.get(i)),
                ExpOperation.read("size", Exp.build(ListExp.size(Exp.listBin("l"))), ExpReadFlags.DEFAULT)
            };
            rows.add(new BatchWrite(record("row " + i, i, List.of(7)), operations));
        }
        client.operate(null, rows);
        assertThat(rows).allSatisfy(row -> assertThat(row.record.bins).containsEntry("size", 2L));
        assertThat(client.get(null, rows.get(2).key).bins)
                .containsEntry("b", 3L)
                .containsEntry("l", Arrays.asList(7L, 2L));
    }

    @Test
    void selectsByElements() {
        record("selected 1", 1, List.of("red", "green"));
        record("selected 2", 2, List.of("blue"));
        QueryPolicy policy = new QueryPolicy();
        policy.filterExp = Exp.build(Exp.and(
                Exp.gt(ListExp.getByValue(ListReturnType.COUNT, Exp.val("red"), Exp.listBin("l")), Exp.val(0)),
                Exp.eq(MapExp.getByKey(MapReturnType.VALUE, Exp.Type.INT, Exp.val("k"), Exp.mapBin("m")), Exp.val(1))));
        Statement statement = new Statement();
        statement.setNamespace("test");
        statement.setSetName(SET);
        List<Object> found = new ArrayList<>();
        try (RecordSet records = client.query(policy, statement)) {
            records.forEach(selected -> found.add(selected.record.getLong("a")));
        }
        assertThat(found).containsExactly(1L);
    }

    @Test
    void changesInTheBackground() {
        Key key = record("background", 1, List.of(5));
        Statement statement = new Statement();
        statement.setNamespace("test");
        statement.setSetName(SET);
        WritePolicy policy = client.copyWritePolicyDefault();
        policy.filterExp = Exp.build(Exp.eq(
                ListExp.getByIndex(ListReturnType.VALUE, Exp.Type.INT, Exp.val(0), Exp.listBin("l")), Exp.val(5)));
        client.execute(
                        policy,
                        statement,
                        ListOperation.insert("l", 0, Value.get(4)),
                        ExpOperation.write("a", Exp.build(ListExp.size(Exp.listBin("l"))), ExpWriteFlags.DEFAULT))
                .waitTillComplete(20);
        assertThat(client.get(null, key).bins).containsEntry("a", 2L).containsEntry("l", Arrays.asList(4L, 5L));
    }

    private Key record(String name, int a, List<?> list) {
        Key key = new Key("test", SET, name);
        client.put(null, key, new Bin("a", a), new Bin("l", list), new Bin("m", Map.of("k", a)));
        return key;
    }

    private int writeError(Key key, String bin, Exp value, int flags) {
        try {
            client.operate(null, key, ExpOperation.write(bin, Exp.build(value), flags));
            return 0;
        } catch (AerospikeException e) {
            return e.getResultCode();
        }
    }
}
