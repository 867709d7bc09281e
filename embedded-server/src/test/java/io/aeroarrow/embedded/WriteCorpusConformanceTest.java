package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.Key;
import com.aerospike.client.Record;
import com.aerospike.client.policy.Policy;
import com.aerospike.client.policy.WritePolicy;
import io.aeroarrow.embedded.WriteCorpus.Case;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Compares a server with CE 8.1.0.3 for each command of the corpus: the answer and the record afterwards. With
 * {@code -Daerospike.capture=FILE} it writes the results of the tested server to a file instead.
 */
@ExtendWith(AerospikeExtension.class)
final class WriteCorpusConformanceTest {
    private static final String SET = "conformance-writes";
    private static AerospikeClient client;

    @BeforeAll
    static void open(AerospikeServer server) {
        client = OfficialClient.connect(server);
        client.truncate(null, "test", SET, null);
    }

    @AfterAll
    static void close() {
        client.truncate(null, "test", SET, null);
        client.close();
    }

    @Test
    void answersAndStoresAsARealServerDid() throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        for (Case one : WriteCorpus.cases()) {
            assertThat(found.put(one.name(), outcome(one))).as(one.name()).isNull();
        }
        String capture = System.getProperty("aerospike.capture");
        if (capture != null) {
            Files.writeString(
                    Path.of(capture),
                    found.entrySet().stream()
                            .map(row -> row.getKey() + "\t" + row.getValue() + "\n")
                            .collect(Collectors.joining()));
            return;
        }
        assertThat(found).hasSizeGreaterThan(1000).containsExactlyEntriesOf(captured());
    }

    private static String outcome(Case one) {
        Key key = new Key("test", SET, one.name());
        if (!one.start().bins().isEmpty()) {
            WritePolicy policy = new WritePolicy(client.getWritePolicyDefault());
            policy.expiration = one.start().seconds();
            policy.sendKey = one.start().storesKey();
            client.put(policy, key, one.start().bins().toArray(com.aerospike.client.Bin[]::new));
            // One write more, for generations to compare with.
            client.touch(policy, key);
        }
        String answered;
        try {
            answered = text(one.command().run(client, key));
        } catch (AerospikeException.Timeout | AerospikeException.Connection e) {
            // No answer of the server; to go on would take a timeout for each case.
            throw e;
        } catch (AerospikeException e) {
            answered = "error " + e.getResultCode();
        }
        Policy reading = new Policy(client.getReadPolicyDefault());
        return answered + "; then " + text(client.get(reading, key));
    }

    private static String text(@Nullable Record record) {
        return record == null
                ? "nothing"
                : "generation " + record.generation + ", " + life(record.getTimeToLive()) + ", "
                        + (record.bins == null ? "no bins" : text(record.bins));
    }

    /** Rounded to a hundred seconds, because time passes between two commands. */
    private static String life(int seconds) {
        return seconds < 0 ? "for ever" : "about " + Math.round(seconds / 100.0) * 100 + " s";
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String string) {
            return '"' + string + '"';
        } else if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        } else if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, element) -> sorted.put(text(key), text(element)));
            return sorted.toString();
        } else if (value instanceof List<?> list) {
            return list.stream().map(WriteCorpusConformanceTest::text).toList().toString();
        }
        return String.valueOf(value);
    }

    private static Map<String, String> captured() throws IOException {
        return GoldenCaptures.text("write-corpus.tsv")
                .lines()
                .map(line -> line.split("\t", 2))
                .collect(Collectors.toMap(row -> row[0], row -> row[1], (one, other) -> one, LinkedHashMap::new));
    }
}
