package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Key;
import com.aerospike.client.Record;
import com.aerospike.client.policy.ScanPolicy;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordLoaderTest {
    private EmbeddedAerospike aerospike;
    private AerospikeClient client;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        aerospike = EmbeddedAerospike.start();
        client = new AerospikeClient(aerospike.host(), aerospike.port());
    }

    @AfterEach
    void stop() {
        client.close();
        aerospike.close();
    }

    private Record get(Object key) {
        return client.get(null, new Key("test", "people", com.aerospike.client.Value.get(key)));
    }

    @Test
    void loadsMapsUnderEachKindOfKey() {
        Map<String, Object> bins = new HashMap<>(Map.of(
                "int",
                7,
                "float",
                2.5,
                "bool",
                true,
                "text",
                "Zoë",
                "blob",
                new byte[] {1, 2},
                "list",
                Arrays.asList(-1L, "a", 0.5, false, null, List.of(), new byte[] {3}),
                "map",
                Map.of("k", 1L << 40, 2L, Map.of("deep", -200L))));
        bins.put("none", null);
        RecordLoader people = aerospike.load("test", "people");
        people.put(1, bins).put("one", bins).put(new byte[] {1}, bins);
        for (Object key : List.of(1L, "one", new byte[] {1})) {
            Record found = get(key);
            assertThat(found.generation).isEqualTo(1);
            assertThat(found.expiration).isZero();
            assertThat(found.bins).hasSize(7);
            assertThat(found.getLong("int")).isEqualTo(7);
            assertThat(found.getDouble("float")).isEqualTo(2.5);
            assertThat(found.getBoolean("bool")).isTrue();
            assertThat(found.getString("text")).isEqualTo("Zoë");
            assertThat(found.getBytes("blob")).containsExactly(1, 2);
            assertThat(found.getList("list").subList(0, 6))
                    .isEqualTo(Arrays.asList(-1L, "a", 0.5, false, null, List.of()));
            assertThat(found.getMap("map")).isEqualTo(Map.of("k", 1L << 40, 2L, Map.of("deep", -200L)));
        }
        Set<Object> keys = new HashSet<>();
        client.scanAll(new ScanPolicy(), "test", "people", (key, row) -> {
            synchronized (keys) {
                keys.add(key.userKey.getObject() instanceof byte[] ? "blob" : key.userKey.getObject());
            }
        });
        assertThat(keys).containsExactlyInAnyOrder(1L, "one", "blob");
    }

    @Test
    void replacesRecordsAndSetsTheirExpiration() {
        RecordLoader people = aerospike.load("test", "people").put(1, Map.of("a", 1, "b", 2));
        people.expiringAfter(Duration.ofHours(1)).put(1, Map.of("a", 3));
        Record found = get(1);
        assertThat(found.bins).containsExactly(entry("a", 3L));
        assertThat(found.generation).isEqualTo(2);
        assertThat(found.getTimeToLive()).isBetween(3500, 3600);
        assertThat(aerospike.objects()).isEqualTo(1);
    }

    @Test
    void loadsCsv() throws IOException {
        Path file = folder.resolve("people.csv");
        Files.writeString(file, """
                name,id:int,score:float,active:bool,tags:json,note
                "Ann ""A"", B",1,0.5,true,"[1,""x"",{""k"":2.5}]",
                Bob,-2,,false,,""
                "two
                lines",3,1e3,true,[],x
                """);
        assertThat(aerospike.load("test", "people").csv(file, "id")).isEqualTo(3);
        assertThat(get(1).bins)
                .isEqualTo(Map.of(
                        "name",
                        "Ann \"A\", B",
                        "score",
                        0.5,
                        "active",
                        true,
                        "tags",
                        List.of(1L, "x", Map.of("k", 2.5))));
        assertThat(get(-2).bins).isEqualTo(Map.of("name", "Bob", "active", false, "note", ""));
        assertThat(get(3).getString("name")).isEqualTo("two\nlines");
        assertThat(get(3).getDouble("score")).isEqualTo(1000);
    }

    @Test
    void namesTheInvalidCsvLine() {
        RecordLoader people = aerospike.load("test", "people");
        Map<String, List<String>> wrong = Map.of(
                "id:int,age:int\n1,2\n2,old\n", List.of("line 3", "age", "old", "int"),
                "id,age:integer\n", List.of("line 1", "integer is no type", "bool"),
                "name\nx\n", List.of("line 1", "no column id"),
                "id,id:int\n", List.of("line 1", "twice"),
                "id,a\n1\n", List.of("line 2", "1 cells for 2"),
                "id,a\n,1\n", List.of("line 2", "no key"),
                "id,a\n1,\"x\"y\n", List.of("line 2", "no CSV"),
                "id,a:bool\n1,yes\n", List.of("line 2", "yes", "neither"),
                "", List.of("names of the bins"),
                "id,a:json\n1,{\n", List.of("line 2", "column a"));
        wrong.forEach((text, told) -> assertThatThrownBy(() -> people.csv(new StringReader(text), "id"))
                .as(text)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(told.toArray(String[]::new)));
        assertThat(get("1")).isNull();
        assertThat(get(1)).as("the line before the wrong one").isNotNull();
    }

    @Test
    void loadsJsonLines() throws IOException {
        Path file = folder.resolve("people.jsonl");
        Files.writeString(file, """
                {"id": "ann", "age": 30, "score": 1.0, "ok": true, "tags": ["a", 1, null], "none": null}

                {"id": 2, "nested": {"a": {"b": [9007199254740993]}}}
                """);
        assertThat(aerospike.load("test", "people").jsonLines(file, "id")).isEqualTo(2);
        assertThat(get("ann").bins)
                .isEqualTo(Map.of("age", 30L, "score", 1.0, "ok", true, "tags", Arrays.asList("a", 1L, null)));
        assertThat(get(2).bins).isEqualTo(Map.of("nested", Map.of("a", Map.of("b", List.of(9007199254740993L)))));
    }

    @Test
    void namesTheInvalidJsonLine() {
        RecordLoader people = aerospike.load("test", "people");
        Map<String, List<String>> wrong = Map.of(
                "{\"id\":1,\"a\":1}\n{\"a\":1}\n", List.of("line 2", "no key", "id"),
                "[1]\n", List.of("line 1", "no JSON object"),
                "{\"id\":1} x\n", List.of("line 1"),
                "null\n", List.of("line 1", "null"),
                "{\"id\":1.5,\"a\":1}\n", List.of("line 1", "Double cannot be a key"),
                "{\"id\":1,\"a\":99999999999999999999}\n", List.of("line 1", "bin a", "64 bits"),
                "{\"id\":1,\"much too long a name\":1}\n", List.of("line 1", "result code 21"),
                "{\"id\":1}\n", List.of("line 1", "result code 4"));
        wrong.forEach((text, told) -> assertThatThrownBy(() -> people.jsonLines(new StringReader(text), "id"))
                .as(text)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(told.toArray(String[]::new)));
    }

    @Test
    void refusesUnsupportedTypes() {
        RecordLoader people = aerospike.load("test", "people");
        assertThatThrownBy(() -> people.put(1, Map.of("a", BigInteger.ONE.shiftLeft(64))))
                .hasMessageContaining("64 bits");
        assertThatThrownBy(() -> people.put(1, Map.of("a", List.of(new ConcurrentHashMap<>(), Duration.ZERO))))
                .hasMessageContaining("Duration");
        assertThatThrownBy(() -> people.put(true, Map.of("a", 1))).hasMessageContaining("cannot be a key");
        assertThatThrownBy(() -> aerospike.load("nowhere", "people")).hasMessageContaining("nowhere");
        assertThatThrownBy(() -> people.expiringAfter(Duration.ofMillis(1))).hasMessageContaining("second");
        assertThatThrownBy(() -> people.csv(folder.resolve("none.csv"), "id"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.csv");
    }

    @Test
    void loadsIntoAWholeCluster() {
        try (EmbeddedAerospike three = EmbeddedAerospike.builder().nodes(3).start();
                AerospikeClient any = new AerospikeClient(three.host(), three.port())) {
            RecordLoader people = three.load("test", "");
            for (int i = 0; i < 50; i++) {
                people.put(i, Map.of("a", i));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(any.get(null, new Key("test", null, i)).getInt("a")).isEqualTo(i);
            }
            assertThat(three.objects()).isEqualTo(50);
        }
    }
}
