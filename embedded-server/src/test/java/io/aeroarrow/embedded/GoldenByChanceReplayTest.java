package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Replays captures that depend partly on chance or on the machine, such as the records within a limit or the progress before an abort. The
 * other parts must be equal.
 */
final class GoldenByChanceReplayTest {
    private static final int SILENCE_MILLIS = 300;
    private static final int SEEDS = 100;
    /** A partition that the node does not hold: each of three nodes lacks a third of them. */
    private static final String MARKER = " info3=4 ";

    private static final String LAST = " info3=1 ";
    /** The digest is the second field: its size and type come first. */
    private static final String DIGEST = " 04";

    private static final int DIGEST_CHARS = 40;
    private static final List<String> OF_ONE_MACHINE =
            List.of("statistics", "services", "services-alumni", "partition-generation");

    @Test
    void doesNotAnswerMessagesBetweenServers() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start();
                RawConnection connection = new RawConnection(server)) {
            connection.timeout(SILENCE_MILLIS);
            connection.send(GoldenCaptures.request("raw-type5"));
            assertThatThrownBy(connection::readFrame).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void listsInfoInTheOrderOfARealServer() throws IOException {
        ServerConfig config = ServerConfig.builder().nodeId("B1").build();
        try (EmbeddedServer server = EmbeddedServer.start(config);
                RawConnection connection = new RawConnection(server)) {
            connection.send(GoldenCaptures.request("raw-info-empty"));
            Map<String, String> told = info(connection.readFrame());
            Map<String, String> captured = info(GoldenCaptures.response("raw-info-empty"));
            List<String> names = new ArrayList<>(captured.keySet());
            names.retainAll(told.keySet());
            assertThat(told.keySet()).hasSizeGreaterThan(5).containsExactlyElementsOf(names);
            told.keySet().removeAll(OF_ONE_MACHINE);
            assertThat(captured).containsAllEntriesOf(told);
        }
    }

    private static Map<String, String> info(byte[] frame) {
        Map<String, String> values = new LinkedHashMap<>();
        new String(frame, 8, frame.length - 8, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split("\t", 2))
                .forEach(pair -> values.put(pair[0], pair[1]));
        return values;
    }

    /** Rows are executed in an order that a seed determines. One of the orders gives the captured answer. */
    @Test
    void endsABatchWithTheErrorOfARow() throws IOException {
        List<String> captured = captured("raw-batch-err-flags9");
        List<String> answered = List.of();
        for (int seed = 0; seed < SEEDS && !answered.equals(captured); seed++) {
            ServerConfig config = ServerConfig.builder().shuffleBatches(seed).build();
            try (EmbeddedServer server = EmbeddedServer.start(config);
                    RawConnection connection = new RawConnection(server)) {
                for (int i = 0; i < 3; i++) {
                    GoldenReplayTest.putForBatch(connection, GoldenReplayTest.BATCH_DIGESTS[i], 1000 + i);
                }
                connection.send(GoldenCaptures.request("raw-batch-err-flags9"));
                answered = untilLast(connection);
                assertThat(captured).containsAll(answered);
                assertThat(answered).endsWith(captured.get(3));
            }
        }
        assertThat(answered).isEqualTo(captured);
    }

    @Test
    void returnsAsManyRecordsAsTheLimit() throws IOException {
        List<String> captured = withoutMarkers(captured("raw-query-max"));
        assertThat(captured).hasSize(6);
        try (EmbeddedServer server = EmbeddedServer.start();
                AerospikeClient client = OfficialClient.connect(server);
                RawConnection connection = new RawConnection(server)) {
            digests(captured).forEach(digest -> put(client, "golden", digest, 1));
            connection.send(GoldenCaptures.request("raw-query-max"));
            assertThat(untilLast(connection)).containsExactlyInAnyOrderElementsOf(captured);

            for (int i = 0; i < 30; i++) {
                client.put(null, new Key("test", "golden", i), new Bin("a", i));
            }
            connection.send(GoldenCaptures.request("raw-query-max"));
            assertThat(untilLast(connection)).hasSize(6).endsWith(captured.get(5));

            connection.send(GoldenCaptures.request("raw-query-bins-none"));
            assertThat(untilLast(connection)).isEqualTo(withoutMarkers(captured("raw-query-bins-none")));
        }
    }

    @Test
    void endsAQueryThatIsAborted() throws IOException {
        List<String> captured = captured("raw-query-aborted");
        try (EmbeddedServer server = EmbeddedServer.start();
                AerospikeClient client = OfficialClient.connect(server);
                RawConnection connection = new RawConnection(server);
                RawConnection other = new RawConnection(server)) {
            // Twenty a second: so many that the abort comes first.
            digests(captured).forEach(digest -> put(client, "gbig", digest, 1));
            connection.send(GoldenCaptures.request("raw-query-aborted"));
            List<String> answered = GoldenCaptures.messages(connection.readFrame());
            other.send(GoldenCaptures.request("raw-query-abort"));
            assertThat(other.readFrame()).isEqualTo(GoldenCaptures.response("raw-query-abort"));

            assertThat(captured).containsAll(answered);
            List<String> rest = answered.get(answered.size() - 1).contains(LAST) ? answered : untilLast(connection);
            assertThat(captured).containsAll(rest);
            assertThat(rest).endsWith(captured.get(captured.size() - 1));
        }
    }

    private static void put(AerospikeClient client, String set, String digest, long value) {
        Key key = new Key("test", HexFormat.of().parseHex(digest), set, null);
        client.put(null, key, new Bin("a", value));
    }

    private static List<String> untilLast(RawConnection connection) throws IOException {
        List<String> messages = new ArrayList<>();
        do {
            messages.addAll(GoldenCaptures.messages(connection.readFrame()));
        } while (!messages.get(messages.size() - 1).contains(LAST));
        return messages;
    }

    private static List<String> captured(String name) throws IOException {
        return GoldenCaptures.frames(GoldenCaptures.response(name)).stream()
                .flatMap(frame -> GoldenCaptures.messages(frame).stream())
                .toList();
    }

    private static List<String> withoutMarkers(List<String> messages) {
        return messages.stream().filter(message -> !message.contains(MARKER)).toList();
    }

    private static Set<String> digests(List<String> messages) {
        Set<String> digests = new LinkedHashSet<>();
        for (String message : messages) {
            int at = message.indexOf(DIGEST);
            if (at >= 0) {
                digests.add(message.substring(at + DIGEST.length(), at + DIGEST.length() + DIGEST_CHARS));
            }
        }
        return digests;
    }
}
