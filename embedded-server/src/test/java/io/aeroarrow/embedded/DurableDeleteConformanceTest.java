package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.BatchDelete;
import com.aerospike.client.BatchRecord;
import com.aerospike.client.BatchWrite;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Operation;
import com.aerospike.client.ResultCode;
import com.aerospike.client.policy.BatchDeletePolicy;
import com.aerospike.client.policy.BatchWritePolicy;
import com.aerospike.client.policy.RecordExistsAction;
import com.aerospike.client.policy.WritePolicy;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Community Edition refuses the durable-delete flag only where the command deletes a record. */
@ExtendWith(AerospikeExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DurableDeleteConformanceTest {
    private static final String SET = "conformance-durable";

    private AerospikeClient client;
    private final WritePolicy durable = new WritePolicy();

    @BeforeAll
    void open(AerospikeServer server) {
        client = OfficialClient.connect(server);
        client.truncate(null, "test", SET, null);
        durable.durableDelete = true;
        durable.setTimeout(30_000);
    }

    @AfterAll
    void close() {
        client.truncate(null, "test", SET, null);
        client.close();
    }

    @Test
    void acceptsTheFlagOnWritesThatDeleteNothing() {
        Key key = record("accepts");
        client.put(durable, key, new Bin("a", 2));
        client.add(durable, key, new Bin("a", 2));
        client.touch(durable, key);
        client.put(durable, key, Bin.asNull("b"));
        assertThat(client.get(null, key).bins).hasSize(1).containsEntry("a", 4L);
        WritePolicy replacing = new WritePolicy(durable);
        replacing.recordExistsAction = RecordExistsAction.REPLACE;
        client.put(replacing, key, new Bin("c", 5));
        assertThat(client.get(null, key).bins).hasSize(1).containsEntry("c", 5L);
        client.put(durable, new Key("test", SET, "new"), new Bin("a", 1));
    }

    @Test
    void refusesTheFlagOnDeletes() {
        Key key = record("refuses");
        refused(() -> client.delete(durable, key), ResultCode.ENTERPRISE_ONLY);
        refused(() -> client.delete(durable, new Key("test", SET, "missing")), ResultCode.ENTERPRISE_ONLY);
        refused(() -> client.put(durable, key, Bin.asNull("a"), Bin.asNull("b")), ResultCode.ENTERPRISE_ONLY);
        refused(() -> client.operate(durable, key, Operation.delete()), ResultCode.ENTERPRISE_ONLY);
        assertThat(client.get(null, key).bins).hasSize(2);
        client.operate(durable, key, Operation.delete(), Operation.put(new Bin("a", 1)));
        assertThat(client.get(null, key).bins).hasSize(1);
        refused(
                () -> client.put(durable, new Key("test", SET, "missing"), Bin.asNull("a")),
                ResultCode.KEY_NOT_FOUND_ERROR);
    }

    @Test
    void judgesEachRowOfABatch() {
        BatchWritePolicy writing = new BatchWritePolicy();
        writing.durableDelete = true;
        BatchWritePolicy replacing = new BatchWritePolicy();
        replacing.durableDelete = true;
        replacing.recordExistsAction = RecordExistsAction.REPLACE;
        BatchDeletePolicy deleting = new BatchDeletePolicy();
        deleting.durableDelete = true;
        List<BatchRecord> rows = List.of(
                new BatchWrite(writing, record("row 1"), new Operation[] {Operation.put(new Bin("a", 3))}),
                new BatchWrite(writing, record("row 2"), new Operation[] {Operation.touch()}),
                new BatchWrite(replacing, record("row 3"), new Operation[] {Operation.put(new Bin("c", 3))}),
                new BatchDelete(deleting, record("row 4")),
                new BatchWrite(writing, record("row 5"), new Operation[] {Operation.delete()}));
        client.operate(null, rows);
        assertThat(rows).extracting(row -> row.resultCode).containsExactly(0, 0, 0, 25, 25);
    }

    private Key record(String name) {
        Key key = new Key("test", SET, name);
        client.put(null, key, new Bin("a", 1), new Bin("b", 1));
        return key;
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable command, int resultCode) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        AerospikeException.class,
                        e -> assertThat(e.getResultCode()).isEqualTo(resultCode));
    }
}
