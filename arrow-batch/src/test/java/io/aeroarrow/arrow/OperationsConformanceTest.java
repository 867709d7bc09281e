package io.aeroarrow.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeException;
import com.aerospike.client.policy.WritePolicy;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.Operation;
import io.aeroarrow.policy.CommitLevel;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.GenerationCheck;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.TimeToLive;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each client reads the records that the other one writes, and both fail with the same errors. */
@Timeout(120)
@ExtendWith(AerospikeExtension.class)
class OperationsConformanceTest {

    private static final io.aeroarrow.policy.WritePolicy WRITE = io.aeroarrow.policy.WritePolicy.DEFAULT;

    private static TestCluster cluster;
    private static AeroArrowClient client;
    private static String set;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
        client = AeroArrowClient.connect(cluster.config());
        set = cluster.newSet();
    }

    @AfterAll
    static void close() {
        client.close();
        cluster.close();
    }

    private static Key key(String name) {
        return Key.of(TestCluster.NAMESPACE, set, name);
    }

    private static com.aerospike.client.Key theirs(Key key) {
        return TestCluster.key(key.set(), ((Value.StringValue) key.userKey()).value());
    }

    private static com.aerospike.client.Record official(Key key) {
        return cluster.official().get(null, theirs(key));
    }

    private static void put(Key key, String bin, Value value) {
        client.put(key, List.of(new Bin(bin, value)), WRITE);
    }

    private static void assertCode(ResultCode wanted, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ServerErrorException.class, e -> {
            assertThat(e.resultCode()).isEqualTo(wanted.code());
            assertThat(e.inDoubt()).isFalse();
        });
    }

    private static int theirCode(ThrowingCallable call) {
        try {
            call.call();
            return 0;
        } catch (AerospikeException e) {
            return e.getResultCode();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static Value listOf(Value... values) {
        return Value.of(List.of(values));
    }

    @Test
    void aNullRemovesTheBin() {
        Key key = key("null");
        client.put(key, List.of(new Bin("a", Value.of(1)), new Bin("b", Value.of(2))), WRITE);
        put(key, "a", Value.ofNull());
        assertThat(official(key).bins).containsOnlyKeys("b");
        assertThat(client.get(key).orElseThrow().bins()).containsOnlyKeys("b");
        put(key, "b", Value.ofNull());
        assertThat(official(key)).isNull();
        assertThat(client.get(key)).isEmpty();
    }

    @Test
    void aReadSelectsBins() {
        Key key = key("select");
        client.put(key, List.of(new Bin("a", Value.of(1)), new Bin("b", Value.of(2))), WRITE);
        assertThat(client.get(key, BinSelection.of(List.of("b", "none")), ReadPolicy.DEFAULT)
                        .orElseThrow()
                        .bins())
                .containsExactly(Map.entry("b", Value.of(2)));
        Record head = client.get(key, BinSelection.none(), ReadPolicy.DEFAULT).orElseThrow();
        assertThat(head.bins()).isEmpty();
        assertThat(head.generation()).isEqualTo(1);
        assertThat(client.exists(key, ReadPolicy.DEFAULT)).isTrue();
        assertThat(client.exists(key("absent"), ReadPolicy.DEFAULT)).isFalse();
        assertThat(client.get(key("absent"))).isEmpty();
    }

    @Test
    void writesTimesToLive() {
        Key key = key("ttl");
        client.put(key, List.of(new Bin("a", Value.of(1))), WRITE.withTimeToLive(TimeToLive.of(Duration.ofHours(1))));
        Instant expiry = client.get(key).orElseThrow().expiry().orElseThrow();
        assertThat(Duration.between(Instant.now(), expiry)).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
        assertThat(expiry.getEpochSecond() - 1_262_304_000L).isEqualTo(official(key).expiration);
        client.put(key, List.of(new Bin("a", Value.of(2))), WRITE.withTimeToLive(TimeToLive.KEEP));
        assertThat(client.get(key).orElseThrow().expiry()).contains(expiry);
        assertThat(client.touch(key, WRITE.withTimeToLive(TimeToLive.of(Duration.ofHours(2)))))
                .isTrue();
        assertThat(client.get(key).orElseThrow().expiry().orElseThrow()).isAfter(expiry.plusSeconds(3000));
        client.put(key, List.of(new Bin("a", Value.of(3))), WRITE.withTimeToLive(TimeToLive.NEVER));
        assertThat(client.get(key).orElseThrow().expiry()).isEmpty();
        assertThat(official(key).getTimeToLive()).isEqualTo(-1);
        WritePolicy hour = new WritePolicy();
        hour.expiration = 3600;
        cluster.official().put(hour, theirs(key), new com.aerospike.client.Bin("a", 4));
        assertThat(client.get(key).orElseThrow().expiry().orElseThrow().getEpochSecond() - 1_262_304_000L)
                .isEqualTo(official(key).expiration);
    }

    @Test
    void checksGenerations() {
        Key key = key("generation");
        List<Bin> bins = List.of(new Bin("a", Value.of(1)));
        client.put(key, bins, WRITE.withGeneration(GenerationCheck.equalTo(0)));
        client.put(key, bins, WRITE.withGeneration(GenerationCheck.equalTo(1)));
        assertThat(client.get(key).orElseThrow().generation()).isEqualTo(official(key).generation);
        assertCode(
                ResultCode.GENERATION, () -> client.put(key, bins, WRITE.withGeneration(GenerationCheck.equalTo(1))));
        assertCode(
                ResultCode.GENERATION, () -> client.put(key, bins, WRITE.withGeneration(GenerationCheck.greater(2))));
        client.put(key, bins, WRITE.withGeneration(GenerationCheck.greater(3)));
        assertCode(ResultCode.GENERATION, () -> client.delete(key, WRITE.withGeneration(GenerationCheck.equalTo(9))));
        assertThat(client.delete(key, WRITE.withGeneration(GenerationCheck.equalTo(3))))
                .isTrue();
    }

    @Test
    void everyExistsActionBehavesAsInTheOfficialClient() {
        for (ExistsAction action : ExistsAction.values()) {
            WritePolicy theirs = new WritePolicy();
            theirs.recordExistsAction = com.aerospike.client.policy.RecordExistsAction.valueOf(action.name());
            for (boolean exists : new boolean[] {true, false}) {
                Key ours = key("action-" + action + exists);
                Key other = key("other-" + action + exists);
                if (exists) {
                    put(ours, "old", Value.of(1));
                    put(other, "old", Value.of(1));
                }
                int wanted = theirCode(
                        () -> cluster.official().put(theirs, theirs(other), new com.aerospike.client.Bin("new", 2)));
                List<Bin> bins = List.of(new Bin("new", Value.of(2)));
                if (wanted == 0) {
                    client.put(ours, bins, WRITE.withExistsAction(action));
                } else {
                    assertThatThrownBy(() -> client.put(ours, bins, WRITE.withExistsAction(action)))
                            .isInstanceOfSatisfying(
                                    ServerErrorException.class,
                                    e -> assertThat(e.resultCode()).isEqualTo(wanted));
                }
                Optional<Map<String, Value>> found = client.get(ours).map(Record::bins);
                assertThat(found).isEqualTo(client.get(other).map(Record::bins));
            }
        }
    }

    @Test
    void appliesOperations() {
        Key key = key("operate");
        client.put(key, List.of(new Bin("i", Value.of(1)), new Bin("s", Value.of("b"))), WRITE);
        Record record = client.operate(
                        key,
                        List.of(
                                Operation.read("i"),
                                Operation.add("i", 5),
                                Operation.add("f", 1.5),
                                Operation.append("s", "c"),
                                Operation.prepend("s", "a"),
                                Operation.append("b", new byte[] {1}),
                                Operation.write("w", Value.of(true)),
                                Operation.touch(),
                                Operation.read("i"),
                                Operation.read("s")),
                        WRITE)
                .orElseThrow();
        assertThat(record.generation()).isEqualTo(2);
        assertThat(record.bins())
                .containsEntry("i", listOf(Value.of(1), Value.of(6)))
                .containsEntry("s", Value.of("abc"));
        assertThat(official(key).bins)
                .containsEntry("f", 1.5)
                .containsEntry("w", true)
                .hasSize(5);
        Record all = client.operate(key, List.of(Operation.add("i", 1), Operation.readAll()), WRITE)
                .orElseThrow();
        assertThat(all.bins()).hasSize(5).containsEntry("i", Value.of(7));
        assertThat(client.operate(key, List.of(Operation.read("w")), WRITE)
                        .orElseThrow()
                        .bins())
                .containsExactly(Map.entry("w", Value.of(true)));
        client.operate(key, List.of(Operation.delete(), Operation.write("x", Value.of(1))), WRITE);
        assertThat(official(key).bins).containsOnlyKeys("x");
        assertThat(client.operate(key("absent"), List.of(Operation.read("w")), WRITE))
                .isEmpty();
    }

    @Test
    void reportsTheServersErrors() {
        Key key = key("errors");
        put(key, "s", Value.of("text"));
        assertCode(ResultCode.INCOMPATIBLE_TYPE, () -> client.operate(key, List.of(Operation.add("s", 1)), WRITE));
        assertCode(
                ResultCode.RECORD_EXISTS,
                () -> client.put(
                        key, List.of(new Bin("a", Value.of(1))), WRITE.withExistsAction(ExistsAction.CREATE_ONLY)));
        assertCode(
                ResultCode.NOT_FOUND,
                () -> client.put(
                        key("absent"),
                        List.of(new Bin("a", Value.of(1))),
                        WRITE.withExistsAction(ExistsAction.UPDATE_ONLY)));
        assertCode(ResultCode.ENTERPRISE_ONLY, () -> client.delete(key, WRITE.withDurableDelete(true)));
        assertCode(ResultCode.INVALID_GEOJSON, () -> put(key, "g", Value.geoJson("{}")));
        assertCode(ResultCode.NAMESPACE, () -> client.get(Key.of("nowhere", set, 1)));
        assertCode(
                ResultCode.NAMESPACE,
                () -> client.put(Key.of("nowhere", set, 1), List.of(new Bin("a", Value.of(1))), WRITE));
        assertThat(client.touch(key("absent"), WRITE)).isFalse();
        assertThat(client.delete(key("absent"), WRITE)).isFalse();
        client.put(key, List.of(new Bin("s", Value.of("b"))), WRITE.withCommitLevel(CommitLevel.MASTER));
    }

    /** Two keys of the same digest, which only the official client can express. */
    @Test
    void anotherStoredKeyFails() {
        Key key = key("mismatch");
        WritePolicy sendKey = new WritePolicy();
        sendKey.sendKey = true;
        com.aerospike.client.Key forged = new com.aerospike.client.Key(
                TestCluster.NAMESPACE, theirs(key).digest, set, com.aerospike.client.Value.get("another"));
        cluster.official().put(sendKey, forged, new com.aerospike.client.Bin("a", 1));
        assertThat(client.get(key)).isPresent();
        assertCode(
                ResultCode.KEY_MISMATCH,
                () -> client.get(key, BinSelection.all(), ReadPolicy.DEFAULT.withSendKey(true)));
        assertCode(ResultCode.KEY_MISMATCH, () -> put(key, "a", Value.of(2)));
        assertCode(ResultCode.KEY_MISMATCH, () -> client.delete(key, WRITE));
        assertThat(client.delete(key, WRITE.withSendKey(false))).isTrue();
    }

    @Test
    void futuresReturnTheSameResults() {
        Key key = key("async");
        List<Bin> bins = List.of(new Bin("a", Value.of(1)));
        var async = client.async();
        assertThat(async.put(key, bins, WRITE)
                        .thenCompose(done -> async.get(key, BinSelection.all(), ReadPolicy.DEFAULT))
                        .join())
                .hasValueSatisfying(record -> assertThat(record.bins()).containsEntry("a", Value.of(1)));
        assertThat(async.exists(key, ReadPolicy.DEFAULT).join()).isTrue();
        assertThat(async.touch(key, WRITE).join()).isTrue();
        assertThat(async.operate(key, List.of(Operation.add("a", 2), Operation.read("a")), WRITE)
                        .join()
                        .orElseThrow()
                        .bins())
                .containsEntry("a", Value.of(3));
        assertThat(async.delete(key, WRITE).join()).isTrue();
        CompletableFuture<Void> refused = async.put(key, bins, WRITE.withExistsAction(ExistsAction.UPDATE_ONLY));
        assertThatThrownBy(refused::join).hasCauseInstanceOf(ServerErrorException.class);
    }

    @Test
    void acceptsNamespacesAndSets() {
        String own = cluster.newSet();
        for (int i = 0; i < 10; i++) {
            client.put(Key.of(TestCluster.NAMESPACE, own, i), List.of(new Bin("a", Value.of(i))), WRITE);
        }
        assertThat(client.namespaces()).anySatisfy(namespace -> {
            assertThat(namespace.name()).isEqualTo(TestCluster.NAMESPACE);
            assertThat(namespace.objects()).isGreaterThanOrEqualTo(10);
        });
        assertThat(client.sets(TestCluster.NAMESPACE))
                .filteredOn(set -> set.name().equals(own))
                .singleElement()
                .satisfies(set -> {
                    assertThat(set.namespace()).isEqualTo(TestCluster.NAMESPACE);
                    assertThat(set.objects()).isEqualTo(10);
                    assertThat(set.bytes()).isPositive();
                });
        assertThat(client.sets("nowhere")).isEmpty();
        assertThat(client.info(List.of("namespaces"))).containsKey("namespaces");
        client.truncate(TestCluster.NAMESPACE, own, Optional.empty());
        assertThat(client.get(Key.of(TestCluster.NAMESPACE, own, 3))).isEmpty();
        // The server itself would answer OK.
        assertCode(ResultCode.NAMESPACE, () -> client.truncate("nowhere", own, Optional.empty()));
    }
}
