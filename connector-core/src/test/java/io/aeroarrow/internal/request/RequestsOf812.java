package io.aeroarrow.internal.request;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.info.Info;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.internal.request.QueryRequest.Share;
import io.aeroarrow.internal.request.QueryRequest.Spec;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.RecordCommand;
import io.aeroarrow.policy.TimeToLive;
import io.aeroarrow.policy.WritePolicy;
import io.netty.buffer.Unpooled;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This client's requests in the captures of server 8.1.2.0, in {@code golden/8.1.2}: six records, and then queries of the
 * six partitions that hold them. Their order is that in which they were sent.
 */
final class RequestsOf812 {

    static final String SET = "golden812";

    private static final ServerBuild SERVER = ServerBuild.parse("8.1.2.0");
    /** Whether the list has a value greater than 2: the size of what a path selects is not 0. */
    private static final String ANY_ABOVE_2 = "kwOVfwIAkRCVfwQAk8z+kgSTA5N6AgECEZNRBKFsAA==";

    private final Map<String, byte[]> requests = new LinkedHashMap<>();

    private RequestsOf812() {
        info("info-build", "build", "features");
        load();
        scan("scan-named-bins", BinSelection.of(List.of("a", "b")), false, null);
        scan("scan-absent-bins", BinSelection.of(List.of("a", "b")), true, null);
        scan("scan-list-size", BinSelection.of(List.of("b")), true, null, ExpressionRead.elements("n", "n", "l"));
        scan(
                "scan-map-subset",
                BinSelection.of(List.of("b")),
                true,
                null,
                ExpressionRead.mapSubset("m", "m", "m", List.of(), List.of("k", "n")));
        scan(
                "scan-nested-subset",
                BinSelection.none(),
                true,
                null,
                ExpressionRead.mapSubset("m", "m", "m", List.of("s"), List.of("b")));
        scan("scan-in-list", BinSelection.all(), false, Filter.bin("a").in(1, 6));
        scan("scan-in-texts", BinSelection.all(), false, Filter.bin("b").in("x", "w"));
        scan(
                "scan-path-text",
                BinSelection.all(),
                false,
                Filter.bin("m").key("k").equalTo("x"));
        scan(
                "scan-path-number",
                BinSelection.all(),
                false,
                Filter.bin("m").key("s").key("b").greaterThan(5));
        scan("scan-path-condition", BinSelection.all(), false, Filter.expression(ANY_ABOVE_2));
        info("info-sindex-list-none", "sindex-list:namespace=test;ns=test;b64=true");
        info(
                "info-sindex-create",
                "sindex-create:namespace=test;ns=test;set=" + SET + ";indextype=set;indexname=g812_set");
        info("info-sindex-list", "sindex-list:namespace=test;ns=test;b64=true");
        info("info-sindex-stat", "sindex-stat:namespace=test;ns=test;indexname=g812_set");
        scan("scan-set-index", BinSelection.all(), false, null);
        info("info-sindex-delete", "sindex-delete:namespace=test;ns=test;set=" + SET + ";indexname=g812_set");
    }

    /** The requests by the names of their captures. */
    static Map<String, byte[]> all() {
        return new RequestsOf812().requests;
    }

    private void load() {
        Value k = Value.of("k");
        Value nested = Value.of(Map.of(Value.of("b"), Value.of(7)));
        Map<Value, Value> map = new LinkedHashMap<>();
        map.put(k, Value.of("x"));
        map.put(Value.of("n"), Value.of(5));
        map.put(Value.of("s"), nested);
        put(1, bin("a", 1), bin("b", "x"), new Bin("l", list(1, 2, 3)), new Bin("m", Value.of(map)));
        put(2, bin("a", 2), new Bin("m", Value.of(Map.of(k, Value.of("y")))));
        put(3, bin("a", "text"), bin("b", "z"), bin("l", 9), bin("m", 17));
        put(4, bin("b", "w"), new Bin("l", list(1, 2)));
        put(5, new Bin("c", Value.of(true)));
        put(6, bin("a", 6), new Bin("l", list()), new Bin("m", Value.of(Map.of())));
    }

    private void put(long key, Bin... bins) {
        WritePolicy policy = WritePolicy.DEFAULT.withSendKey(true).withTimeToLive(TimeToLive.NEVER);
        RecordRequest request = new RecordRequest(key(key), RecordCommand.Operate.writing(List.of(bins)), policy);
        requests.put("put-" + key, GoldenRequestsTest.bytes(request.encode(5000, size -> Unpooled.buffer(size, size))));
    }

    private void info(String name, String... commands) {
        requests.put(name, GoldenRequestsTest.bytes(Info.encode(List.of(commands))));
    }

    private void scan(
            String name, BinSelection bins, boolean absentBins, @Nullable Filter filter, ExpressionRead... reads) {
        Spec spec = new Spec("test", SET, null, bins, List.of(reads), absentBins, filter, 0, 10_000);
        BitSet partitions = new BitSet();
        for (long key = 1; key <= 6; key++) {
            partitions.set(new RecordRequest(key(key), new RecordCommand.Read(BinSelection.all()), WritePolicy.DEFAULT)
                    .partition());
        }
        Share share = new Share(0);
        share.addFresh(partitions);
        requests.put(name, GoldenRequestsTest.bytes(QueryRequest.encode(spec, share, 8120 + requests.size(), SERVER)));
    }

    private static Key key(long key) {
        return Key.of("test", SET, key);
    }

    private static Bin bin(String name, long value) {
        return new Bin(name, Value.of(value));
    }

    private static Bin bin(String name, String value) {
        return new Bin(name, Value.of(value));
    }

    private static Value list(long... values) {
        return Value.of(java.util.Arrays.stream(values).mapToObj(Value::of).toList());
    }
}
