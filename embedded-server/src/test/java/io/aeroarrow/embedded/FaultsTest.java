package io.aeroarrow.embedded;

import static io.aeroarrow.embedded.RawRequests.digest;
import static io.aeroarrow.embedded.RawRequests.getRequest;
import static io.aeroarrow.embedded.RawRequests.scanRequest;
import static io.aeroarrow.embedded.fault.FaultTarget.on;
import static io.aeroarrow.embedded.fault.FaultTarget.onAll;
import static io.aeroarrow.embedded.fault.Occurrence.always;
import static io.aeroarrow.embedded.fault.Occurrence.chance;
import static io.aeroarrow.embedded.fault.Occurrence.once;
import static io.aeroarrow.embedded.fault.Occurrence.times;
import static io.aeroarrow.embedded.fault.RequestType.BATCH;
import static io.aeroarrow.embedded.fault.RequestType.BATCH_ROW;
import static io.aeroarrow.embedded.fault.RequestType.CONNECT;
import static io.aeroarrow.embedded.fault.RequestType.INFO;
import static io.aeroarrow.embedded.fault.RequestType.QUERY;
import static io.aeroarrow.embedded.fault.RequestType.READ;
import static io.aeroarrow.embedded.fault.RequestType.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.BatchRead;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultRule;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class FaultsTest {
    private static final String SET = "faults";
    private static final int[] SCANNED = IntStream.range(0, 20).toArray();
    private static final byte[] GET = getRequest(SET, digest(0, 1));
    private static final byte[] SCAN = scanRequest(SET, SCANNED);

    private EmbeddedServer server;
    private byte[] record;

    @BeforeEach
    void start() throws IOException {
        // Frames of about two records.
        server =
                EmbeddedServer.start(ServerConfig.builder().queryFrameBytes(150).build());
        for (int partition : SCANNED) {
            RawRequests.put(server, SET, digest(partition, 1), partition);
        }
        try (RawConnection connection = new RawConnection(server)) {
            connection.send(GET);
            record = connection.readFrame();
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawConnection ask(byte[] request) throws IOException {
        RawConnection connection = new RawConnection(server);
        connection.send(request);
        return connection;
    }

    private static List<RawRequests.Answer> stream(RawConnection connection) throws IOException {
        List<RawRequests.Answer> answers = new ArrayList<>();
        while (answers.isEmpty() || !answers.get(answers.size() - 1).isLast()) {
            answers.addAll(RawRequests.messages(connection.readFrame()));
        }
        return answers;
    }

    @Test
    void refusesConnectionsAndRequests() throws IOException {
        server.faults().add(Fault.refuse(), on(CONNECT), once());
        try (RawConnection connection = new RawConnection(server)) {
            assertThat(connection.isClosedByServer()).isTrue();
        }
        FaultRule rule = server.faults().add(Fault.refuse(), on(READ), once());
        try (RawConnection connection = ask(GET)) {
            assertThat(connection.isClosedByServer()).isTrue();
        }
        assertThat(rule.hits()).isEqualTo(1);
        assertThat(RawRequests.get(server, SET, digest(0, 1)).resultCode()).isZero();
        // The refused ones do not count, neither as opened nor as closed.
        while (server.connections() != 0) {
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    @Test
    void executesAWriteWithoutAnswerButNotARefusedWrite() throws IOException {
        server.faults().add(Fault.refuse(), on(WRITE), once());
        assertThatThrownBy(() -> RawRequests.put(server, SET, digest(0, 1), 5))
                .hasRootCauseInstanceOf(IOException.class);
        assertThat(RawRequests.get(server, SET, digest(0, 1)).generation()).isEqualTo(1);

        server.faults().add(Fault.closeAfter(0), on(WRITE), once());
        assertThatThrownBy(() -> RawRequests.put(server, SET, digest(0, 1), 5))
                .hasRootCauseInstanceOf(IOException.class);
        assertThat(RawRequests.get(server, SET, digest(0, 1)).generation()).isEqualTo(2);
    }

    @Test
    void closesAfterTheGivenBytes() throws IOException {
        for (int bytes : new int[] {0, 1, 8, 20}) {
            server.faults().add(Fault.closeAfter(bytes), on(READ), once());
            try (RawConnection connection = ask(GET)) {
                assertThat(connection.read(bytes)).isEqualTo(Arrays.copyOf(record, bytes));
                assertThat(connection.isClosedByServer()).isTrue();
            }
        }
        server.faults().add(Fault.closeAfter(400), on(QUERY), once());
        try (RawConnection connection = ask(SCAN)) {
            assertThat(connection.read(400)).hasSize(400);
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void stallsAfterTheGivenBytes() throws IOException {
        server.faults().add(Fault.stallAfter(400), on(QUERY), once());
        try (RawConnection connection = ask(SCAN)) {
            assertThat(connection.read(400)).hasSize(400);
            connection.timeout(100);
            assertThatThrownBy(() -> connection.read(1)).isInstanceOf(SocketTimeoutException.class);
            connection.send(GET);
            assertThatThrownBy(() -> connection.read(1)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void dropsAndDuplicatesAnswers() throws IOException {
        server.faults().add(Fault.dropAnswer(), on(QUERY), once());
        server.faults().add(Fault.duplicateAnswer(), on(READ), once());
        try (RawConnection connection = ask(SCAN)) {
            connection.send(GET);
            assertThat(connection.readFrame()).isEqualTo(record);
            assertThat(connection.readFrame()).isEqualTo(record);
            connection.send(SCAN);
            assertThat(stream(connection)).hasSize(SCANNED.length + 1);
        }
        server.faults().add(Fault.duplicateAnswer(), on(QUERY), once());
        try (RawConnection connection = ask(SCAN)) {
            assertThat(stream(connection)).hasSize(SCANNED.length + 1);
            assertThat(stream(connection)).hasSize(SCANNED.length + 1);
            connection.send(GET);
            assertThat(connection.readFrame()).isEqualTo(record);
        }
    }

    @Test
    void sendsSlowAnswersCompletely() throws IOException {
        server.faults().add(Fault.trickle(40, Duration.ofMillis(1)), on(QUERY), once());
        server.faults().add(Fault.slowDisk(Duration.ofMillis(30)), on(READ), once());
        long start = System.nanoTime();
        try (RawConnection connection = ask(SCAN)) {
            assertThat(stream(connection)).hasSize(SCANNED.length + 1);
            connection.send(GET);
            assertThat(connection.readFrame()).isEqualTo(record);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(55));
    }

    @Test
    void damagesFrames() throws IOException {
        server.faults().add(Fault.corruptHeader(0, 0, 9), on(READ), once());
        try (RawConnection connection = ask(GET)) {
            byte[] frame = connection.read(record.length);
            assertThat(frame[0]).isEqualTo((byte) 9);
            assertThat(Arrays.copyOfRange(frame, 1, frame.length))
                    .isEqualTo(Arrays.copyOfRange(record, 1, record.length));
        }
        server.faults().add(Fault.wrongLength(0, -3), on(READ), once());
        server.faults().add(Fault.truncateFrame(0, 5), on(INFO), once());
        try (RawConnection connection = ask(GET)) {
            assertThat(connection.readFrame()).hasSize(record.length - 3);
        }
        server.faults().add(Fault.truncateFrame(0, 5), on(READ), once());
        try (RawConnection connection = ask(GET)) {
            connection.send(GET);
            byte[] both = connection.read(2 * record.length - 5);
            assertThat(Arrays.copyOf(both, record.length - 5)).isEqualTo(Arrays.copyOf(record, record.length - 5));
            assertThat(Arrays.copyOfRange(both, record.length - 5, both.length)).isEqualTo(record);
        }
    }

    @Test
    void answersWithResultCodes() throws IOException {
        server.faults().add(Fault.result(18), on(WRITE), once());
        assertThat(RawRequests.put(server, SET, digest(0, 1), 5).resultCode()).isEqualTo(18);
        assertThat(RawRequests.get(server, SET, digest(0, 1)).generation()).isEqualTo(1);
        server.faults().add(Fault.result(22), on(QUERY), once());
        try (RawConnection connection = ask(SCAN)) {
            RawRequests.Answer refused =
                    RawRequests.messages(connection.readFrame()).get(0);
            assertThat(refused.resultCode()).isEqualTo(22);
            // As a real server has it.
            assertThat(refused.isLast()).isFalse();
        }
    }

    @Test
    void failsBatchesAndTheirRows() {
        try (AerospikeClient client = new AerospikeClient(server.host(), server.port())) {
            List<BatchRead> rows = IntStream.range(0, 10)
                    .mapToObj(i -> new BatchRead(new Key("test", SET, i), true))
                    .toList();
            client.put(null, new Key("test", SET, 1), new Bin("a", 1));
            FaultRule rule = server.faults().add(Fault.result(14), on(BATCH_ROW), times(3).after(2));
            client.get(null, rows);
            assertThat(rows).filteredOn(row -> row.resultCode == 14).hasSize(3);
            assertThat(rule.hits()).isEqualTo(3);
            server.faults().add(Fault.result(152), on(BATCH), times(1));
            assertThatThrownBy(() -> client.get(null, rows)).hasMessageContaining("152");
        }
    }

    @Test
    void makesPartitionsUnavailable() {
        server.faults().add(Fault.unavailable(3, 4), onAll(), always());
        List<RawRequests.Answer> answers = RawRequests.scan(server, SET, SCANNED);
        assertThat(answers)
                .filteredOn(RawRequests.Answer::isPartitionDone)
                .extracting(RawRequests.Answer::generation, RawRequests.Answer::resultCode)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3, 11), org.assertj.core.groups.Tuple.tuple(4, 11));
        assertThat(answers).hasSize(SCANNED.length + 1);
        assertThat(RawRequests.get(server, SET, digest(3, 1)).resultCode()).isEqualTo(11);
        assertThat(RawRequests.put(server, SET, digest(4, 1), 1).resultCode()).isEqualTo(11);
        assertThat(RawRequests.get(server, SET, digest(5, 1)).resultCode()).isZero();
    }

    @Test
    void abortsQueries() {
        for (int rows : new int[] {0, 1, 2, 7, 20}) {
            server.faults().add(Fault.abortAfter(rows), on(QUERY), once());
            List<RawRequests.Answer> answers = RawRequests.scan(server, SET, SCANNED);
            assertThat(answers).hasSize(rows + 1);
            assertThat(answers.get(rows).resultCode()).isEqualTo(15);
        }
        assertThat(RawRequests.scan(server, SET, SCANNED)).hasSize(SCANNED.length + 1);
    }

    @Test
    void chanceDependsOnTheSeedOnly() {
        List<List<Integer>> runs = new ArrayList<>();
        for (long seed : new long[] {7, 7, 8}) {
            FaultRule rule = server.faults().add(Fault.result(9), on(READ), chance(0.3, seed));
            runs.add(IntStream.range(0, 100)
                    .map(i -> RawRequests.get(server, SET, digest(0, 1)).resultCode())
                    .boxed()
                    .toList());
            assertThat(rule.hits()).isBetween(15, 45);
            rule.remove();
        }
        assertThat(runs.get(0)).isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2));
        assertThat(RawRequests.get(server, SET, digest(0, 1)).resultCode()).isZero();
    }

    @Test
    void refusesFaultsThatCannotHappen() {
        assertThatThrownBy(() -> server.faults().add(Fault.abortAfter(1), on(READ)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("READ");
        assertThatThrownBy(() -> server.faults().add(Fault.result(9), on(QUERY, INFO)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.result(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.closeAfter(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> chance(1.5, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(server.faults().isEmpty()).isTrue();
    }
}
