package io.aeroarrow.embedded.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sends random sequences of requests and compares a hash of each sequence's answers with that of CE 8.1.0.3. The hashes were recorded from
 * that server, with {@code -Daerospike.compare.record=FILE}. {@link ServerComparisonTest} shows where answers differ.
 */
@ExtendWith(AerospikeExtension.class)
final class RecordedAnswersConformanceTest {
    private static final int SEQUENCES = 150;
    private static final int KINDS = 6;
    private static final int HASH_SIZE = 8;

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PATHS", "BATCHES", "BACKGROUND", "QUERIES", "INFO"})
    void answersAsRecorded(SequenceKind kind, AerospikeServer server) throws IOException {
        checkOrRecord(kind, server.host(), server.port());
    }

    /** Paths are known from 8.1.2 on, so that their answers were recorded from that version. */
    @Test
    void answersPathsAsRecorded(AerospikeServer server) throws IOException {
        if (System.getProperty("aerospike.compare.record") != null) {
            checkOrRecord(SequenceKind.PATHS, server.host(), server.port());
            return;
        }
        try (EmbeddedServer embedded =
                EmbeddedServer.start(ServerConfig.builder().version("8.1.2.0").build())) {
            checkOrRecord(SequenceKind.PATHS, embedded.host(), embedded.port());
        }
    }

    private static void checkOrRecord(SequenceKind kind, String host, int port) throws IOException {
        List<String> answered = new ArrayList<>();
        try (ComparedServer compared = new ComparedServer(host, port)) {
            compared.prepare("recorded");
            for (long seed = 1; seed <= SEQUENCES; seed++) {
                answered.add(kind + "\t" + seed + "\t" + answers(compared, kind, seed));
            }
        }
        String record = System.getProperty("aerospike.compare.record");
        if (record != null) {
            Files.write(Path.of(record + "." + kind), answered);
            return;
        }
        assertThat(answered)
                .containsExactlyElementsOf(recorded().stream()
                        .filter(line -> line.startsWith(kind + "\t"))
                        .toList());
    }

    @Test
    void hasRecordsOfEachKind() throws IOException {
        assertThat(recorded()).hasSize(SEQUENCES * KINDS);
    }

    private static String answers(ComparedServer server, SequenceKind kind, long seed) throws IOException {
        // Not the records of the other test, which has other seeds.
        List<ComparedRequest> requests = kind.requests(seed, -seed, "recorded");
        server.send(requests);
        MessageDigest hash = sha256();
        for (String answer : server.answers(requests)) {
            hash.update(answer.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(hash.digest(), 0, HASH_SIZE);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> recorded() throws IOException {
        try (InputStream in = RecordedAnswersConformanceTest.class.getResourceAsStream("/compare/answers.tsv")) {
            return in == null
                    ? List.of()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        }
    }
}
