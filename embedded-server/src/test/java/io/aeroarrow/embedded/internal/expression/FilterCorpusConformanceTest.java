package io.aeroarrow.embedded.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.BatchRead;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.exp.Exp;
import com.aerospike.client.policy.BatchPolicy;
import com.aerospike.client.policy.ClientPolicy;
import com.aerospike.client.policy.WritePolicy;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Compares a server with CE 8.1.0.3 for each filter of the corpus: the selected records, or the result code of the refusal. With
 * {@code -Daerospike.capture=FILE} it writes the results of the tested server to a file instead.
 */
@ExtendWith(AerospikeExtension.class)
final class FilterCorpusConformanceTest {
    private static final String SET = "filter-corpus";
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int FILTERED_OUT = 27;
    private static AerospikeClient client;
    private static List<Key> keys;

    @BeforeAll
    static void open(AerospikeServer server) {
        ClientPolicy policy = new ClientPolicy();
        policy.timeout = PATIENCE_MILLIS;
        client = new AerospikeClient(policy, server.host(), server.port());
        keys = new ArrayList<>();
        WritePolicy write = new WritePolicy();
        write.setTimeout(PATIENCE_MILLIS);
        for (Bin[] bins : FilterCorpus.records()) {
            Key key = new Key("test", SET, keys.size());
            write.sendKey = keys.size() % 2 == 0;
            client.delete(write, key);
            client.put(write, key, bins);
            keys.add(key);
        }
    }

    @AfterAll
    static void close() {
        client.truncate(null, "test", SET, null);
        client.close();
    }

    @Test
    void selectsTheRecordsThatARealServerSelected() throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        FilterCorpus.filters().forEach((name, filter) -> found.put(name, outcome(filter)));
        String capture = System.getProperty("aerospike.capture");
        if (capture != null) {
            Files.writeString(
                    Path.of(capture),
                    found.entrySet().stream()
                            .map(row -> row.getKey() + "\t" + row.getValue() + "\n")
                            .collect(Collectors.joining()));
            return;
        }
        assertThat(found).hasSizeGreaterThan(400).isEqualTo(captured());
    }

    /** The numbers of the records that pass, or the result code of the refusal. */
    private static String outcome(Exp filter) {
        BatchPolicy policy = new BatchPolicy();
        policy.setTimeout(PATIENCE_MILLIS);
        policy.filterExp = Exp.build(filter);
        List<BatchRead> rows =
                keys.stream().map(key -> new BatchRead(key, false)).toList();
        try {
            client.get(policy, rows);
        } catch (AerospikeException e) {
            return "refused with " + e.getResultCode();
        }
        StringBuilder passed = new StringBuilder("passed:");
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).resultCode).isIn(0, FILTERED_OUT);
            if (rows.get(i).resultCode == 0) {
                passed.append(' ').append(i);
            }
        }
        return passed.toString();
    }

    private static Map<String, String> captured() throws IOException {
        try (InputStream in = FilterCorpusConformanceTest.class.getResourceAsStream("/golden/filter-corpus.tsv")) {
            if (in == null) {
                throw new IOException("no resource");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", 2))
                    .collect(Collectors.toMap(row -> row[0], row -> row[1]));
        }
    }
}
