package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.BatchRecord;
import com.aerospike.client.BatchUDF;
import com.aerospike.client.Bin;
import com.aerospike.client.Info;
import com.aerospike.client.Key;
import com.aerospike.client.Language;
import com.aerospike.client.Record;
import com.aerospike.client.ResultCode;
import com.aerospike.client.Value;
import com.aerospike.client.exp.Exp;
import com.aerospike.client.policy.RecordExistsAction;
import com.aerospike.client.policy.WritePolicy;
import com.aerospike.client.query.Statement;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Modules and functions as the official client sees them. The answers to calls were recorded from CE 8.1.0.3, with
 * {@code -Daerospike.compare.record=FILE}.
 */
@ExtendWith(AerospikeExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UdfConformanceTest {
    private static final String SET = "conformance-udf";
    private static final String MODULE = "conformance_functions";
    private static final String POINT = "{\"type\":\"Point\",\"coordinates\":[1.0,2.0]}";
    private static final Pattern FUNCTION = Pattern.compile("(?m)^function (\\w+)\\(r");
    /** A real server names the file by the path that it found it by. */
    private static final Pattern PATH = Pattern.compile("[\\w./]*/" + MODULE + "\\.lua");

    private final Key key = new Key("test", SET, "k");
    private AerospikeClient client;
    private String source;

    @BeforeAll
    void start(AerospikeServer server) throws IOException {
        client = OfficialClient.connect(server);
        client.truncate(null, "test", SET, null);
        source = resource("functions.lua");
        client.registerUdfString(null, source, MODULE + ".lua", Language.LUA).waitTillComplete();
    }

    @AfterAll
    void stop() {
        client.removeUdf(null, MODULE + ".lua");
        client.truncate(null, "test", SET, null);
        client.close();
    }

    @Test
    void callsGiveTheRecordedAnswers() throws IOException {
        List<String> answered = new ArrayList<>();
        Matcher functions = FUNCTION.matcher(source);
        while (functions.find()) {
            String function = functions.group(1);
            putRecord();
            answered.add("existing " + call(function, arguments(function)));
            client.delete(null, key);
            answered.add("new " + call(function, arguments(function)));
        }
        for (Value value : values()) {
            putRecord();
            answered.add("argument " + call("one", value));
            answered.add("stored " + call("put", Value.get("z"), value));
            answered.add("read " + call("get", Value.get("z")));
            answered.add("type " + call("rettype", Value.get("z")));
        }
        for (long ttl : List.of(-1L, -2L, 0L, 2_000_000_000L)) {
            answered.add("ttl " + call("ttl", Value.get(ttl)));
        }
        answered.add(call("missing"));
        answered.add(call("notfunc"));
        String record = System.getProperty("aerospike.compare.record");
        if (record != null) {
            Files.write(Path.of(record + ".udf"), answered);
            return;
        }
        assertThat(answered)
                .containsExactlyElementsOf(resource("answers.txt").lines().toList());
    }

    private void putRecord() {
        client.delete(null, key);
        WritePolicy policy = new WritePolicy(client.getWritePolicyDefault());
        policy.sendKey = true;
        client.put(
                policy,
                key,
                new Bin("a", 1),
                new Bin("s", "str"),
                new Bin("f", 1.5),
                new Bin("l", List.of(1, 2, 3)),
                new Bin("m", Map.of("x", 1)),
                new Bin("b", new byte[] {1, 2}),
                new Bin("t", true),
                new Bin("g", Value.getAsGeoJSON(POINT)));
    }

    private static Value[] arguments(String function) {
        return switch (function) {
            case "one" -> new Value[] {Value.get(5)};
            case "put" -> new Value[] {Value.get("q"), Value.get(List.of(1, "x"))};
            case "get", "rettype" -> new Value[] {Value.get("m")};
            case "ttl" -> new Value[] {Value.get(1000)};
            case "emoji" -> new Value[] {Value.get("ä€\uD83D\uDE00")};
            default -> new Value[0];
        };
    }

    private static List<Value> values() {
        return List.of(
                Value.get(1),
                Value.get(Long.MIN_VALUE),
                Value.get("s"),
                Value.get(1.5),
                Value.get(new byte[] {1}),
                Value.get(List.of(1, List.of(2))),
                Value.get(new TreeMap<>(Map.of("a", 1, "b", Map.of(1, 2)))),
                Value.getAsNull(),
                Value.get(true),
                Value.getAsGeoJSON(POINT));
    }

    /** The result or error of a call, and the record after it. */
    private String call(String function, Value... arguments) {
        String outcome;
        try {
            outcome = show(client.execute(null, key, MODULE, function, arguments));
        } catch (AerospikeException e) {
            outcome = "error " + e.getResultCode() + " " + e.getBaseMessage();
        }
        Record after = client.get(null, key);
        String record = after == null
                ? "no record"
                : "generation " + after.generation + (after.expiration == 0 ? " " : " expires ") + show(after.bins);
        return PATH.matcher(function + " -> " + outcome + "; " + record).replaceAll("FILE");
    }

    private static String show(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return "0x" + HexFormat.of().formatHex(bytes);
        } else if (value instanceof List<?> list) {
            return list.stream().map(UdfConformanceTest::show).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> show(entry.getKey()) + "=" + show(entry.getValue()))
                    .sorted()
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
    }

    @Test
    void keepsModules() {
        String content =
                Base64.getEncoder().encodeToString("function f(r) return 1 end".getBytes(StandardCharsets.UTF_8));
        String put = "udf-put:filename=conformance_f.lua;content-len=" + content.length() + ";content=" + content + ";";
        assertThat(info(put)).isEqualTo("ok");
        assertThat(info("udf-get:filename=conformance_f.lua")).isEqualTo("type=LUA;content=" + content + ";");
        assertThat(info("udf-list"))
                .contains("filename=conformance_f.lua,hash=55b8d9e7e35b809261e5d99d9a3368bee233f4c5,type=LUA;");
        assertThat(info("udf-remove:filename=conformance_f.lua")).isEqualTo("ok");
        assertThat(info("udf-remove:filename=conformance_f.lua")).isEqualTo("ok");
        assertThat(info("udf-get:filename=conformance_f.lua")).isEqualTo("error=not_found");
        assertThat(info("udf-list")).doesNotContain("conformance_f.lua");
    }

    @Test
    void refusesModules() {
        assertThat(info("udf-put")).isEqualTo("error=invalid_filename");
        assertThat(info("udf-put:filename=abc;content-len=4;content=AAAA")).isEqualTo("error=invalid_filename");
        assertThat(info("udf-put:filename=.lua;content-len=4;content=AAAA")).isEqualTo("error=invalid_filename");
        assertThat(info("udf-put:filename=a.lua;content-len=5;content=AAAAA")).isEqualTo("error=invalid_content_len");
        assertThat(info("udf-put:filename=a.lua;content=AAAA")).isEqualTo("error=invalid_content_len");
        assertThat(info("udf-put:filename=a.lua;content-len=8;content=AAAA")).isEqualTo("error=invalid_content");
        assertThat(info("udf-put:filename=a.lua;content-len=4;content=A*AA")).isEqualTo("error=invalid_base64_content");
        assertThat(info("udf-put:filename=a.lua;content-len=4;udf-type=JS;content=AAAA"))
                .isEqualTo("error=invalid_udf_type");
        assertThatThrownBy(
                        () -> client.registerUdfString(null, "x = 1\nfunction f(r", "conformance_e.lua", Language.LUA))
                .isInstanceOf(AerospikeException.class)
                .hasMessageContaining("compile_error")
                .hasMessageContaining("File: conformance_e.lua")
                .hasMessageContaining("Line: 2");
    }

    private String info(String command) {
        return Info.request(client.getInfoPolicyDefault(), client.getNodes()[0], command);
    }

    @Test
    void modulesRequireEachOther() {
        String other = "require('" + MODULE + "') function twice(r, v) return one(r, v) * 2 end";
        client.registerUdfString(null, other, "conformance_other.lua", Language.LUA)
                .waitTillComplete();
        try {
            assertThat(client.execute(null, key, "conformance_other", "twice", Value.get(21)))
                    .isEqualTo(42L);
        } finally {
            client.removeUdf(null, "conformance_other.lua");
        }
        assertThatThrownBy(() -> client.execute(null, key, "conformance_other", "twice", Value.get(21)))
                .hasMessageContaining("UDF: Execution Error 1");
    }

    @Test
    void stopsAnEndlessLoop() {
        String endless = "function loop(r) while true do end end";
        client.registerUdfString(null, endless, "conformance_loop.lua", Language.LUA)
                .waitTillComplete();
        WritePolicy policy = new WritePolicy(client.getWritePolicyDefault());
        // The server's limit is its default of one second.
        policy.totalTimeout = 0;
        policy.socketTimeout = 0;
        try {
            assertThatThrownBy(() -> client.execute(policy, key, "conformance_loop", "loop"))
                    .hasMessageContaining("UDF Execution Timeout");
        } finally {
            client.removeUdf(null, "conformance_loop.lua");
        }
    }

    @Test
    void refusesPoliciesOfExistence() {
        for (RecordExistsAction action : RecordExistsAction.values()) {
            WritePolicy policy = new WritePolicy(client.getWritePolicyDefault());
            policy.recordExistsAction = action;
            if (action == RecordExistsAction.UPDATE) {
                assertThat(client.execute(policy, key, MODULE, "one", Value.get(1)))
                        .isEqualTo(1L);
            } else {
                assertThatThrownBy(() -> client.execute(policy, key, MODULE, "one", Value.get(1)))
                        .isInstanceOfSatisfying(
                                AerospikeException.class,
                                e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.PARAMETER_ERROR));
            }
        }
    }

    @Test
    void filtersBeforeTheCall() {
        putRecord();
        WritePolicy policy = new WritePolicy(client.getWritePolicyDefault());
        policy.filterExp = Exp.build(Exp.eq(Exp.intBin("a"), Exp.val(999)));
        policy.failOnFilteredOut = true;
        assertThatThrownBy(() -> client.execute(policy, key, MODULE, "del"))
                .isInstanceOfSatisfying(
                        AerospikeException.class,
                        e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.FILTERED_OUT));
        assertThat(client.exists(null, key)).isTrue();
    }

    @Test
    void callsInBatches() {
        List<BatchRecord> rows = List.of(
                new BatchUDF(new Key("test", SET, "b1"), MODULE, "put", new Value[] {Value.get("v"), Value.get(7)}),
                new BatchUDF(new Key("test", SET, "b2"), MODULE, "fail", new Value[0]),
                new BatchUDF(new Key("test", SET, "b3"), "conformance_none", "f", new Value[0]));
        client.operate(null, rows);
        assertThat(rows).extracting(row -> row.resultCode).containsExactly(0, 100, 100);
        assertThat(rows.get(0).record.getUDFResult()).isEqualTo(0L);
        assertThat(rows.get(1).record.getUDFError()).endsWith("boom");
        assertThat(rows.get(2).record.getUDFError()).isEqualTo("UDF: Execution Error 1");
        assertThat(client.get(null, new Key("test", SET, "b1")).getInt("v")).isEqualTo(7);
    }

    @Test
    void callsForManyRecordsInTheBackground() {
        String set = SET + "-background";
        client.truncate(null, "test", set, null);
        for (int i = 0; i < 20; i++) {
            client.put(null, new Key("test", set, i), new Bin("a", i));
        }
        Statement statement = new Statement();
        statement.setNamespace("test");
        statement.setSetName(set);
        client.execute(null, statement, MODULE, "put", Value.get("b"), Value.get(7))
                .waitTillComplete();
        for (int i = 0; i < 20; i++) {
            Key each = new Key("test", set, i);
            assertThat(client.get(null, each).bins).isEqualTo(Map.of("a", (long) i, "b", 7L));
        }
        assertThat(info("query-show"))
                .contains(":job-type=background-udf:")
                .contains(":udf-filename=" + MODULE + ":udf-function=put:udf-active=0");
        client.truncate(null, "test", set, null);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = UdfConformanceTest.class.getResourceAsStream("/udf/" + name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
