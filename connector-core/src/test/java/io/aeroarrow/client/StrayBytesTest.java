package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultTarget;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.request.WireBytes.MessageBuilder;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.operation.BatchResult;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.WritePolicy;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes behind an answer that is complete and right cost the connection, not the answer. */
@Timeout(60)
class StrayBytesTest {

    private static final Key KEY = Key.of("test", "set", 1);
    private static final List<Bin> BINS = List.of(new Bin("a", Value.of(1)));
    private static final int ROUNDS = 4;

    /** A node that sends the same bytes behind each answer; connections that carried one must be closed. */
    private static FakeNode node(int stray, IntFunction<byte[]> answer) {
        return new FakeNode((number, request, peer) -> {
            byte[] wanted = answer.apply(number);
            // A second answer, or its first bytes.
            byte[] behind = WireBytes.concat(answer.apply(1_000), new byte[] {9});
            peer.send(WireBytes.concat(wanted, java.util.Arrays.copyOf(behind, Math.min(stray, behind.length))));
            return true;
        });
    }

    private static MessageBuilder value(int number) {
        return WireBytes.record().generation(1).integer("a", number);
    }

    private static Optional<Value> read(Optional<Record> record) {
        return record.map(found -> found.bins().get("a"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 25, 1_000})
    void keepsTheAnswerToARead(int stray) throws InterruptedException {
        try (FakeNode node = node(stray, number -> WireBytes.frame(value(number)));
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            for (int i = 0; i < ROUNDS; i++) {
                Optional<Record> found = i % 2 == 0
                        ? client.get(KEY, BinSelection.all(), ReadPolicy.DEFAULT)
                        : client.async()
                                .get(KEY, BinSelection.all(), ReadPolicy.DEFAULT)
                                .join();
                assertThat(read(found)).hasValue(Value.of(i));
            }
            assertThat(node.requests()).isEqualTo(ROUNDS);
            assertThat(node.sawHangUp()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 25, 1_000})
    void keepsTheAnswerToAWrite(int stray) throws InterruptedException {
        try (FakeNode node = node(stray, number -> WireBytes.frame(WireBytes.record()));
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            for (int i = 0; i < ROUNDS; i++) {
                client.put(KEY, BINS, WritePolicy.DEFAULT);
                client.async().put(KEY, BINS, WritePolicy.DEFAULT).join();
            }
            assertThat(node.requests()).isEqualTo(2 * ROUNDS);
            assertThat(node.sawHangUp()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 25, 1_000})
    void keepsTheAnswersOfABatch(int stray) throws InterruptedException {
        List<BatchEntry> entries = List.of(BatchEntry.put(KEY, BINS), BatchEntry.read(KEY, BinSelection.all()));
        try (FakeNode node = node(
                        stray,
                        number -> WireBytes.stream(
                                value(number).batchIndex(1), WireBytes.record().batchIndex(0)));
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            for (int i = 0; i < ROUNDS; i++) {
                List<BatchResult> results = client.batch(entries, BatchPolicy.DEFAULT);
                assertThat(results)
                        .allSatisfy(result -> assertThat(result.error()).isEmpty());
                assertThat(read(results.get(1).record())).hasValue(Value.of(i));
            }
            assertThat(node.requests()).isEqualTo(ROUNDS);
            assertThat(node.sawHangUp()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 25, 1_000})
    void keepsTheAnswersOfABatchRead(int stray) throws InterruptedException {
        try (BatchReads reads = new BatchReads();
                FakeNode node = node(stray, number -> WireBytes.stream(BatchReads.rows(3, 0, 1, 2, 5, 4)));
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(reads.read(client, BatchReads.spec(BatchReads.TIMEOUTS, 5000)))
                        .containsExactly(0, 0, 0, 0, 0, 0);
            }
            assertThat(node.requests()).isEqualTo(ROUNDS);
            assertThat(node.sawHangUp()).isTrue();
        }
    }

    @Test
    void keepsTheAnswerToAnInfoRequest() {
        try (EmbeddedServer server = EmbeddedServer.start();
                AeroArrowClient client = AeroArrowClient.connect(ClientConfig.of(server.host(), server.port()))) {
            server.faults().add(Fault.duplicateAnswer(), FaultTarget.on(RequestType.INFO));
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(client.info(List.of("namespaces"))).containsEntry("namespaces", "test");
                assertThat(client.info(List.of("sets/test"))).containsOnlyKeys("sets/test");
            }
        }
    }
}
