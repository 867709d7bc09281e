package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Operation;
import com.aerospike.client.Record;
import com.aerospike.client.ResultCode;
import com.aerospike.client.Value;
import com.aerospike.client.Value.HLLValue;
import com.aerospike.client.policy.GenerationPolicy;
import com.aerospike.client.policy.Policy;
import com.aerospike.client.policy.RecordExistsAction;
import com.aerospike.client.policy.WritePolicy;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AerospikeExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RecordCommandsConformanceTest {
    private static final String SET = "conformance-records";

    private AerospikeClient client;

    @BeforeAll
    void start(AerospikeServer server) {
        client = OfficialClient.connect(server);
        client.truncate(null, "test", SET, null);
    }

    @AfterAll
    void stop() {
        client.truncate(null, "test", SET, null);
        client.close();
    }

    @Test
    void storesEveryScalarType() {
        Key key = key("scalars");
        byte[] hll = new byte[203];
        hll[1] = 8;
        client.put(
                null,
                key,
                new Bin("int", Long.MIN_VALUE),
                new Bin("float", 2.5),
                new Bin("string", "grüße"),
                new Bin("blob", new byte[] {1, 2, 3}),
                new Bin("bool", Value.get(true)),
                new Bin("hll", new HLLValue(hll)));

        Record stored = client.get(null, key);

        assertThat(stored.getLong("int")).isEqualTo(Long.MIN_VALUE);
        assertThat(stored.getDouble("float")).isEqualTo(2.5);
        assertThat(stored.getString("string")).isEqualTo("grüße");
        assertThat((byte[]) stored.getValue("blob")).containsExactly(1, 2, 3);
        assertThat(stored.getBoolean("bool")).isTrue();
        assertThat(stored.getHLLValue("hll").getBytes()).isEqualTo(hll);
        assertThat(stored.generation).isEqualTo(1);
        assertThat(stored.getTimeToLive()).isEqualTo(-1);
    }

    @Test
    void storesListsAndMaps() {
        Key key = key("containers");
        List<Object> list = new ArrayList<>(
                Arrays.asList(1L, -5L, 70_000L, "text", 2.5, true, null, List.of(1L, List.of()), Map.of("k", 7L)));
        Map<Object, Object> map = new HashMap<>();
        map.put("x", 1L);
        map.put(-3L, List.of("a", "b"));
        map.put("nested", Map.of("y", 2L));
        client.put(
                null,
                key,
                new Bin("l", list),
                new Bin("m", map),
                new Bin("t", new TreeMap<>(Map.of("b", 2L, "a", 1L))));

        Record stored = client.get(null, key);

        assertThat(stored.getList("l")).isEqualTo(list);
        assertThat(stored.getMap("m")).isEqualTo(map);
        assertThat(stored.getMap("t")).isEqualTo(Map.of("a", 1L, "b", 2L));
    }

    @Test
    void storesGeoJson() {
        Key key = key("geo");
        String point = "{\"type\":\"Point\",\"coordinates\":[-122.0,37.5]}";
        client.put(null, key, Bin.asGeoJSON("g", point));

        assertThat(client.get(null, key).getGeoJSONString("g")).isEqualTo(point);
        assertResult(160, () -> client.put(null, key, Bin.asGeoJSON("g", "no json")));
    }

    @Test
    void readsSomeBinsAndTheHeader() {
        Key key = key("some");
        client.put(null, key, new Bin("a", 1), new Bin("b", 2));

        assertThat(client.get(null, key, "b", "none").bins).isEqualTo(Map.of("b", 2L));
        assertThat(client.getHeader(null, key).generation).isEqualTo(1);
        assertThat(client.exists(null, key)).isTrue();
        assertThat(client.exists(null, key("no such"))).isFalse();
        assertThat(client.get(null, key("no such"))).isNull();
    }

    @Test
    void deletes() {
        Key key = key("deleted");
        client.put(null, key, new Bin("a", 1));

        assertThat(client.delete(null, key)).isTrue();
        assertThat(client.delete(null, key)).isFalse();
        assertThat(client.get(null, key)).isNull();
    }

    @Test
    void nullRemovesABinAndTheLastBinTheRecord() {
        Key key = key("null bins");
        client.put(null, key, new Bin("a", 1), new Bin("b", 2));

        client.put(null, key, Bin.asNull("a"));
        assertThat(client.get(null, key).bins).isEqualTo(Map.of("b", 2L));

        client.put(null, key, Bin.asNull("b"));
        assertThat(client.exists(null, key)).isFalse();
    }

    @Test
    void touchNeedsARecordAndCountsAsAWrite() {
        Key key = key("touched");
        assertResult(ResultCode.KEY_NOT_FOUND_ERROR, () -> client.touch(null, key));

        client.put(null, key, new Bin("a", 1));
        client.touch(null, key);

        assertThat(client.get(null, key).generation).isEqualTo(2);
    }

    @Test
    void appliesRecordExistsActions() {
        Key key = key("exists actions");
        assertResult(ResultCode.KEY_NOT_FOUND_ERROR, () -> put(key, RecordExistsAction.UPDATE_ONLY, "a"));
        assertResult(ResultCode.KEY_NOT_FOUND_ERROR, () -> put(key, RecordExistsAction.REPLACE_ONLY, "a"));
        put(key, RecordExistsAction.CREATE_ONLY, "a");
        assertResult(ResultCode.KEY_EXISTS_ERROR, () -> put(key, RecordExistsAction.CREATE_ONLY, "a"));

        put(key, RecordExistsAction.UPDATE, "b");
        assertThat(client.get(null, key).bins).containsOnlyKeys("a", "b");
        put(key, RecordExistsAction.UPDATE_ONLY, "c");
        assertThat(client.get(null, key).bins).containsOnlyKeys("a", "b", "c");
        put(key, RecordExistsAction.REPLACE, "d");
        assertThat(client.get(null, key).bins).containsOnlyKeys("d");
        put(key, RecordExistsAction.REPLACE_ONLY, "e");
        assertThat(client.get(null, key).bins).containsOnlyKeys("e");
    }

    @Test
    void appliesGenerationPolicies() {
        Key key = key("generations");
        put(key, GenerationPolicy.EXPECT_GEN_EQUAL, 0);
        put(key, GenerationPolicy.EXPECT_GEN_EQUAL, 1);
        assertResult(ResultCode.GENERATION_ERROR, () -> put(key, GenerationPolicy.EXPECT_GEN_EQUAL, 1));
        put(key, GenerationPolicy.EXPECT_GEN_GT, 9);
        assertResult(ResultCode.GENERATION_ERROR, () -> put(key, GenerationPolicy.EXPECT_GEN_GT, 3));

        WritePolicy wrong = new WritePolicy();
        wrong.generationPolicy = GenerationPolicy.EXPECT_GEN_EQUAL;
        wrong.generation = 77;
        assertResult(ResultCode.GENERATION_ERROR, () -> client.delete(wrong, key));
        assertThat(client.get(null, key).generation).isEqualTo(3);
    }

    @Test
    void storesASentKeyAndComparesIt() {
        Key key = key("sent key");
        WritePolicy sendKey = new WritePolicy();
        sendKey.sendKey = true;
        client.put(sendKey, key, new Bin("a", 1));

        Key other = new Key("test", key.digest, SET, Value.get("another"));
        Policy readWithKey = new Policy();
        readWithKey.sendKey = true;
        assertResult(ResultCode.KEY_MISMATCH, () -> client.get(readWithKey, other));
        assertResult(ResultCode.KEY_MISMATCH, () -> client.put(sendKey, other, new Bin("a", 2)));
        assertThat(client.get(readWithKey, key).getInt("a")).isEqualTo(1);
    }

    @Test
    void refusesTheSameDigestInAnotherSet() {
        Key key = key("set name");
        client.put(null, key, new Bin("a", 1));

        Key elsewhere = new Key("test", key.digest, "conformance-elsewhere", null);
        assertResult(ResultCode.PARAMETER_ERROR, () -> client.get(null, elsewhere));
        assertResult(ResultCode.PARAMETER_ERROR, () -> client.put(null, elsewhere, new Bin("a", 2)));
    }

    @Test
    void operatesInOrder() {
        Key key = key("operate");
        client.put(null, key, new Bin("n", 1), new Bin("s", "b"));

        Record results = client.operate(
                null,
                key,
                Operation.add(new Bin("n", 5)),
                Operation.get("n"),
                Operation.append(new Bin("s", "c")),
                Operation.prepend(new Bin("s", "a")),
                Operation.get("s"),
                Operation.put(new Bin("n", 0)),
                Operation.get("n"));

        assertThat(results.getList("n")).isEqualTo(List.of(6L, 0L));
        assertThat(results.getString("s")).isEqualTo("abc");
        assertThat(results.generation).isEqualTo(2);
    }

    @Test
    void operateReadsAllAndDeletes() {
        Key key = key("operate delete");
        client.put(null, key, new Bin("a", 1), new Bin("b", 2));

        Record results = client.operate(null, key, Operation.get(), Operation.delete());

        assertThat(results.bins).isEqualTo(Map.of("a", 1L, "b", 2L));
        assertThat(client.exists(null, key)).isFalse();
    }

    @Test
    void respondsToAllOpsIfAsked() {
        Key key = key("respond all");
        client.put(null, key, new Bin("a", 1));
        WritePolicy respondAll = new WritePolicy();
        respondAll.respondAllOps = true;

        Record results = client.operate(
                respondAll, key, Operation.add(new Bin("a", 2)), Operation.get("a"), Operation.get("zz"));

        assertThat(results.getList("a")).isEqualTo(Arrays.asList(null, 3L));
        assertThat(results.bins).containsEntry("zz", null);
    }

    @Test
    void refusesOpsThatDoNotFitTheBin() {
        Key key = key("types");
        client.put(null, key, new Bin("s", "text"), new Bin("n", 1));

        assertResult(ResultCode.BIN_TYPE_ERROR, () -> client.add(null, key, new Bin("s", 1)));
        assertResult(ResultCode.BIN_TYPE_ERROR, () -> client.append(null, key, new Bin("n", "x")));
        assertResult(ResultCode.BIN_TYPE_ERROR, () -> client.add(null, key, new Bin("n", 1.5)));
    }

    @Test
    void refusesDurableDeletesAndUnknownNamespaces() {
        WritePolicy durable = new WritePolicy();
        durable.durableDelete = true;
        assertResult(ResultCode.ENTERPRISE_ONLY, () -> client.delete(durable, key("durable")));
        assertThatThrownBy(() -> client.get(null, new Key("nope", SET, 1))).isInstanceOf(AerospikeException.class);
    }

    private void put(Key key, RecordExistsAction action, String bin) {
        WritePolicy policy = new WritePolicy();
        policy.recordExistsAction = action;
        client.put(policy, key, new Bin(bin, 1));
    }

    private void put(Key key, GenerationPolicy generationPolicy, int generation) {
        WritePolicy policy = new WritePolicy();
        policy.generationPolicy = generationPolicy;
        policy.generation = generation;
        client.put(policy, key, new Bin("a", generation));
    }

    private static Key key(String user) {
        return new Key("test", SET, user);
    }

    private static void assertResult(int resultCode, Runnable command) {
        assertThatThrownBy(command::run)
                .isInstanceOfSatisfying(
                        AerospikeException.class,
                        e -> assertThat(e.getResultCode()).isEqualTo(resultCode));
    }
}
