package io.aeroarrow.internal.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.admin.ServerFeature;
import io.aeroarrow.internal.answer.RecordReader;
import io.aeroarrow.internal.info.Info;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.internal.value.ValueText;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.ListValue;
import io.aeroarrow.model.Value.MapValue;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** This client's requests to server 8.1.2.0, and what that server answered to them and to hand-made ones. */
class GoldenServer812Test {

    private static final String RECORD_1 = "1: a=1 b='x' l=[1, 2, 3] m={'k': 'x', 'n': 5, 's': {'b': 7}}";
    private static final String RECORD_4 = "4: b='w' l=[1, 2]";
    private static final String RECORD_6 = "6: a=6 l=[] m={}";

    static Stream<String> requests() {
        return RequestsOf812.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void encodesTheCapturedRequest(String name) {
        assertThat(RequestsOf812.all().get(name)).isEqualTo(GoldenFrames.request(GoldenFrames.OF_812 + name));
    }

    @Test
    void encodesEveryRequestThatIsNotHandMade() {
        assertThat(GoldenFrames.answersOf812("info-", "put-", "scan-"))
                .containsExactlyInAnyOrderElementsOf(
                        requests().map(name -> GoldenFrames.OF_812 + name).toList());
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                // Without RESPOND_ALL_OPS, record 5 is left out.
                answer("scan-named-bins", "1: a=1 b='x'", "2: a=2", "3: a='text' b='z'", "4: b='w'", "6: a=6"),
                answer(
                        "scan-absent-bins",
                        "1: a=1 b='x'",
                        "2: a=2 b=null",
                        "3: a='text' b='z'",
                        "4: a=null b='w'",
                        "5: a=null b=null",
                        "6: a=6 b=null"),
                answer(
                        "scan-list-size",
                        "1: b='x' n=3",
                        "2: b=null n=null",
                        "3: b='z' n=-1",
                        "4: b='w' n=2",
                        "5: b=null n=null",
                        "6: b=null n=0"),
                answer(
                        "scan-map-subset",
                        "1: b='x' m={'k': 'x', 'n': 5}",
                        "2: b=null m={'k': 'y'}",
                        "3: b='z' m={0: 1}",
                        "4: b='w' m=null",
                        "5: b=null m=null",
                        "6: b=null m={}"),
                answer(
                        "scan-nested-subset",
                        "1: m={'b': 7}",
                        "2: m=null",
                        "3: m={0: 1}",
                        "4: m=null",
                        "5: m=null",
                        "6: m=null"),
                answer("scan-in-list", RECORD_1, RECORD_6),
                answer("scan-in-texts", RECORD_1, RECORD_4),
                answer("scan-path-text", RECORD_1),
                answer("scan-path-number", RECORD_1),
                answer("scan-path-condition", RECORD_1),
                answer(
                        "scan-set-index",
                        RECORD_1,
                        "2: a=2 m={'k': 'y'}",
                        "3: a='text' b='z' l=9 m=17",
                        RECORD_4,
                        "5: c=true",
                        RECORD_6),
                // The key of an integer: record 3 is lost, without an error.
                answer(
                        "raw-scan-map-key",
                        "1: a=1 b='x' m='x'",
                        "2: a=2 b=null m='y'",
                        "4: a=null b='w' m=null",
                        "5: a=null b=null m=null",
                        "6: a=6 b=null m=null"),
                answer(
                        "raw-scan-list-size",
                        "1: a=1 b='x' l=3",
                        "2: a=2 b=null l=null",
                        "4: a=null b='w' l=2",
                        "5: a=null b=null l=null",
                        "6: a=6 b=null l=0"),
                // Without EVAL_NO_FAIL, the records without a list are lost.
                answer("raw-scan-expression", "1: a=1 b='x' n=3", "4: a=null b='w' n=2", "6: a=6 b=null n=0"),
                answer(
                        "raw-scan-no-fail",
                        "1: a=1 b='x' n=3",
                        "2: a=2 b=null n=null",
                        "3: a='text' b='z' n=null",
                        "4: a=null b='w' n=2",
                        "5: a=null b=null n=null",
                        "6: a=6 b=null n=0"),
                answer(
                        "raw-scan-select-values",
                        "1: a=1 b='x' l=[2, 3]",
                        "2: a=2 b=null l=null",
                        "4: a=null b='w' l=[2]",
                        "5: a=null b=null l=null",
                        "6: a=6 b=null l=[]"),
                answer(
                        "raw-scan-select-no-fail",
                        "1: a=1 b='x' n=[2, 3]",
                        "2: a=2 b=null n=null",
                        "3: a='text' b='z' n=null",
                        "4: a=null b='w' n=[2]",
                        "5: a=null b=null n=null",
                        "6: a=6 b=null n=[]"),
                answer(
                        "raw-scan-map-keys",
                        "1: a=1 b='x' k=['k', 'n', 's'] v=['x', 5, {'b': 7}]",
                        "2: a=2 b=null k=['k'] v=['y']",
                        "3: a='text' b='z' k=null v=null",
                        "4: a=null b='w' k=null v=null",
                        "5: a=null b=null k=null v=null",
                        "6: a=6 b=null k=[] v=[]"),
                answer("raw-scan-write-op", "error 4"));
    }

    private static Arguments answer(String name, String... rows) {
        return Arguments.of(name, List.of(rows));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void decodesTheCapturedRecords(String name, List<String> rows) {
        assertThat(rows(name)).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void decodesEveryAnswerToAScan() {
        assertThat(GoldenFrames.answersOf812("scan-", "raw-"))
                .containsExactlyInAnyOrderElementsOf(answers()
                        .map(arguments -> GoldenFrames.OF_812 + arguments.get()[0])
                        .toList());
    }

    private static List<String> rows(String name) {
        List<String> rows = new ArrayList<>();
        RecordReader reader = new RecordReader();
        WireBytes.forEach(GoldenFrames.answer(GoldenFrames.OF_812 + name), message -> {
            if (message.resultCode() != 0) {
                rows.add("error " + message.resultCode());
            } else {
                rows.add(text(reader.read("test", message)));
            }
        });
        return rows;
    }

    private static String text(Record row) {
        return text(row.key().userKey()) + ": "
                + new TreeMap<>(row.bins())
                        .entrySet().stream()
                                .map(bin -> bin.getKey() + "=" + text(bin.getValue()))
                                .collect(Collectors.joining(" "));
    }

    private static String text(Value value) {
        if (value instanceof ListValue list) {
            return list.values().stream()
                    .map(GoldenServer812Test::text)
                    .toList()
                    .toString();
        } else if (value instanceof MapValue map) {
            return map.entries().entrySet().stream()
                    .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return ValueText.of(value);
    }

    @Test
    void readsTheVersionAndTheFeatures() {
        Map<String, String> info = info("info-build", List.of("build", "features"));
        ServerBuild build = ServerBuild.parse(info.get("build"));
        assertThat(build).hasToString("8.1.2.0");
        assertThat(ServerFeature.values()).allMatch(build::supports);
        assertThat(Info.list(info.get("features"))).contains("pquery", "query-show");
    }

    /** The list begins with the separator that follows the indexes of bins, of which there are none. */
    @Test
    void readsTheIndexOfASet() {
        String list = "sindex-list:namespace=test;ns=test;b64=true";
        assertThat(Info.list(info("info-sindex-list-none", List.of(list)).get(list)))
                .isEmpty();
        String indexes = info("info-sindex-list", List.of(list)).get(list);
        assertThat(indexes).startsWith(";");
        assertThat(Info.list(indexes))
                .singleElement()
                .satisfies(index -> assertThat(Info.properties(index, ':'))
                        .containsExactlyInAnyOrderEntriesOf(Map.of(
                                "ns", "test", "indexname", "g812_set", "set", RequestsOf812.SET, "indextype", "set")));
        String stat = "sindex-stat:namespace=test;ns=test;indexname=g812_set";
        assertThat(Info.properties(info("info-sindex-stat", List.of(stat)).get(stat), ';'))
                .containsEntry("entries", "6")
                .containsEntry("load_pct", "100");
    }

    private static Map<String, String> info(String name, List<String> names) {
        ByteBuf body = GoldenFrames.firstBody(GoldenFrames.OF_812 + name);
        try {
            return Info.decode(names, body);
        } finally {
            body.release();
        }
    }
}
