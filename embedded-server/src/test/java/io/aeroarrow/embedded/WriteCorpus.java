package io.aeroarrow.embedded;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Operation;
import com.aerospike.client.Record;
import com.aerospike.client.Value;
import com.aerospike.client.Value.HLLValue;
import com.aerospike.client.exp.Exp;
import com.aerospike.client.policy.GenerationPolicy;
import com.aerospike.client.policy.RecordExistsAction;
import com.aerospike.client.policy.WritePolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Commands on records of every kind: each type of bin, each policy, each pair of operations. */
final class WriteCorpus {
    private static final int PATIENCE_MILLIS = 30_000;

    private final List<Case> cases = new ArrayList<>();

    private WriteCorpus() {}

    /** A command and the record before it. */
    record Case(String name, Start start, Command command) {}

    /**
     * @param bins none: there is no record
     * @param seconds to live, -1: for ever
     */
    record Start(List<Bin> bins, int seconds, boolean storesKey) {
        static final Start NOTHING = new Start(List.of(), -1, false);

        static Start of(Bin... bins) {
            return new Start(List.of(bins), -1, false);
        }
    }

    /** Runs on the record and returns an answer. */
    interface Command {
        @Nullable
        Record run(AerospikeClient client, Key key);
    }

    static List<Case> cases() {
        WriteCorpus corpus = new WriteCorpus();
        corpus.valuesOnValues();
        corpus.existsActions();
        corpus.generations();
        corpus.timesToLive();
        corpus.filters();
        corpus.storedKeys();
        corpus.pairsOfOperations();
        return corpus.cases;
    }

    /** One value of each type. */
    static Map<String, Bin> values() {
        byte[] hll = new byte[23];
        hll[1] = 4;
        Map<String, Bin> values = new LinkedHashMap<>();
        values.put("int", new Bin("a", 7));
        values.put("float", new Bin("a", 2.5));
        values.put("string", new Bin("a", "text"));
        values.put("blob", new Bin("a", new byte[] {1, 2}));
        values.put("bool", new Bin("a", Value.get(true)));
        values.put("list", new Bin("a", List.of(1, "x")));
        values.put("map", new Bin("a", new TreeMap<>(Map.of("k", 1))));
        values.put("geo", Bin.asGeoJSON("a", "{\"type\":\"Point\",\"coordinates\":[1.0,2.0]}"));
        values.put("hll", new Bin("a", new HLLValue(hll)));
        return values;
    }

    private void valuesOnValues() {
        Map<String, Start> starts = new LinkedHashMap<>();
        starts.put("nothing", Start.NOTHING);
        starts.put("another bin", Start.of(new Bin("z", 1)));
        values().forEach((type, bin) -> starts.put(type, Start.of(bin)));
        starts.forEach((start, record) -> values().forEach((type, bin) -> {
            add("put " + type + " on " + start, record, (client, key) -> {
                client.put(policy(), key, bin);
                return null;
            });
            add("add " + type + " to " + start, record, operate(new Operation(Operation.Type.ADD, "a", bin.value)));
            add(
                    "append " + type + " to " + start,
                    record,
                    operate(new Operation(Operation.Type.APPEND, "a", bin.value)));
            add(
                    "prepend " + type + " to " + start,
                    record,
                    operate(new Operation(Operation.Type.PREPEND, "a", bin.value)));
        }));
        starts.forEach((start, record) -> {
            add("remove the bin of " + start, record, operate(Operation.put(Bin.asNull("a"))));
            add("add the largest to " + start, record, operate(Operation.add(new Bin("a", Long.MAX_VALUE))));
            for (Operation.Type type :
                    List.of(Operation.Type.ADD, Operation.Type.APPEND, Operation.Type.PREPEND, Operation.Type.WRITE)) {
                add(type + " null to " + start, record, operate(new Operation(type, "a", Value.getAsNull())));
            }
            add("append nothing to " + start, record, operate(Operation.append(new Bin("a", ""))));
            add("get " + start, record, (client, key) -> client.get(null, key));
            add("get a bin of " + start, record, (client, key) -> client.get(null, key, "a", "none"));
        });
    }

    private void existsActions() {
        for (RecordExistsAction action : RecordExistsAction.values()) {
            onEach("by " + action, policy -> policy.recordExistsAction = action);
        }
    }

    private void generations() {
        for (GenerationPolicy compared : GenerationPolicy.values()) {
            for (int generation = 0; generation < 5; generation++) {
                int expected = generation;
                onEach("by " + compared + " " + expected, policy -> {
                    policy.generationPolicy = compared;
                    policy.generation = expected;
                });
            }
        }
    }

    private void timesToLive() {
        for (int seconds : new int[] {-2, -1, 0, 2000, 315_360_000, 315_360_001}) {
            onEach("with the time " + seconds, policy -> policy.expiration = seconds);
        }
    }

    private void filters() {
        Map<String, Exp> filters = new LinkedHashMap<>();
        filters.put("true", Exp.eq(Exp.intBin("a"), Exp.val(5)));
        filters.put("false", Exp.eq(Exp.intBin("a"), Exp.val(6)));
        filters.put("unknown", Exp.eq(Exp.intBin("none"), Exp.val(6)));
        filters.put("of the wrong type", Exp.val(6));
        filters.forEach((name, filter) -> {
            onEach("with a filter " + name, policy -> policy.filterExp = Exp.build(filter));
            onEach("with a filter " + name + " that fails", policy -> {
                policy.filterExp = Exp.build(filter);
                policy.failOnFilteredOut = true;
            });
        });
    }

    private void storedKeys() {
        onEach("with the key", policy -> policy.sendKey = true);
    }

    /** Each writing command on each of a few records. */
    private void onEach(String how, Consumer<WritePolicy> change) {
        WritePolicy policy = policy();
        change.accept(policy);
        Map<String, Start> starts = new LinkedHashMap<>();
        starts.put("nothing", Start.NOTHING);
        starts.put("a record", Start.of(new Bin("a", 5), new Bin("s", "b")));
        starts.put("a record that expires", new Start(List.of(new Bin("a", 5)), 1000, false));
        starts.put("a record with its key", new Start(List.of(new Bin("a", 5)), -1, true));
        starts.forEach((start, record) -> {
            add("put to " + start + " " + how, record, (client, key) -> {
                client.put(policy, key, new Bin("b", 1));
                return null;
            });
            add("remove the last bin of " + start + " " + how, record, (client, key) -> {
                client.put(policy, key, Bin.asNull("a"));
                return null;
            });
            add("touch " + start + " " + how, record, (client, key) -> {
                client.touch(policy, key);
                return null;
            });
            add("delete " + start + " " + how, record, (client, key) -> {
                client.delete(policy, key);
                return null;
            });
            add(
                    "add to and get " + start + " " + how,
                    record,
                    (client, key) -> client.operate(policy, key, Operation.add(new Bin("a", 1)), Operation.get()));
            add(
                    "get and delete " + start + " " + how,
                    record,
                    (client, key) -> client.operate(policy, key, Operation.get(), Operation.delete()));
        });
    }

    private void pairsOfOperations() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        operations.put("get", Operation.get());
        operations.put("get a", Operation.get("a"));
        operations.put("get none", Operation.get("none"));
        operations.put("header", Operation.getHeader());
        operations.put("put a", Operation.put(new Bin("a", "new")));
        operations.put("put null", Operation.put(Bin.asNull("a")));
        operations.put("add", Operation.add(new Bin("a", 3)));
        operations.put("append", Operation.append(new Bin("s", "c")));
        operations.put("prepend", Operation.prepend(new Bin("s", "c")));
        operations.put("append to a", Operation.append(new Bin("a", "c")));
        operations.put("touch", Operation.touch());
        operations.put("delete", Operation.delete());
        Start record = Start.of(new Bin("a", 5), new Bin("s", "b"));
        operations.forEach((first, one) -> operations.forEach((second, other) -> {
            for (boolean all : new boolean[] {false, true}) {
                WritePolicy policy = policy();
                policy.respondAllOps = all;
                String name = first + ", " + second + (all ? ", all answered" : "");
                add(name + " on a record", record, (client, key) -> client.operate(policy, key, one, other));
                add(name + " on nothing", Start.NOTHING, (client, key) -> client.operate(policy, key, one, other));
            }
        }));
    }

    private static Command operate(Operation operation) {
        return (client, key) -> client.operate(policy(), key, operation);
    }

    private void add(String name, Start start, Command command) {
        cases.add(new Case(name, start, command));
    }

    private static WritePolicy policy() {
        WritePolicy policy = new WritePolicy();
        policy.setTimeout(PATIENCE_MILLIS);
        return policy;
    }
}
