package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.request.WireBytes.MessageBuilder;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.operation.BatchResult;
import io.aeroarrow.policy.Backoff;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches with a result for each key, on nodes that are silent, break off or violate the protocol. */
@Timeout(60)
class OperationBatchFaultsTest {

    private static final Timeouts LONG_TIMEOUTS = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(40), 1);
    private static final BatchPolicy POLICY = BatchPolicy.DEFAULT
            .withTimeouts(LONG_TIMEOUTS)
            .withBackoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)));

    /** A read, a write, a read and a write. */
    private static final List<BatchEntry> ENTRIES = List.of(read(0), write(1), read(2), write(3));

    private static BatchEntry read(int key) {
        return BatchEntry.read(Key.of("test", "set", key), BinSelection.all());
    }

    private static BatchEntry write(int key) {
        return BatchEntry.put(Key.of("test", "set", key), List.of(new Bin("a", Value.of(key))));
    }

    private static MessageBuilder row(int index) {
        return WireBytes.record().batchIndex(index).generation(1);
    }

    private static List<BatchResult> run(FakeNode node, BatchPolicy policy) {
        try (AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            return client.batch(ENTRIES, policy);
        }
    }

    private static void assertUnanswered(
            BatchResult result, Class<? extends AeroArrowException> type, boolean inDoubt) {
        assertThat(result.resultCode()).isEqualTo(BatchResult.NO_ANSWER);
        assertThat(result.record()).isEmpty();
        assertThat(result.error()).hasValueSatisfying(error -> {
            assertThat(error).isInstanceOf(type);
            assertThat(error.inDoubt()).isEqualTo(inDoubt);
        });
    }

    /** A node checks permissions and syntax of a batch before it executes any part of it. */
    @Test
    void aRejectedBatchIsNotInDoubt() {
        for (int code : new int[] {4, 81}) {
            try (FakeNode node =
                    FakeNode.sending(WireBytes.frame(WireBytes.last().result(code)))) {
                List<BatchResult> results = run(node, POLICY);
                assertUnanswered(results.get(1), ServerErrorException.class, false);
                assertUnanswered(results.get(2), ServerErrorException.class, false);
            }
        }
    }

    /** Other rows may have been executed too, and their answers lost. */
    @Test
    void aBatchThatFailsAfterAnAnswerIsInDoubt() {
        try (FakeNode node = FakeNode.sending(WireBytes.concat(
                WireBytes.frame(row(1)), WireBytes.frame(WireBytes.last().result(4))))) {
            List<BatchResult> results = run(node, POLICY);
            assertThat(results.get(1).error()).isEmpty();
            assertUnanswered(results.get(3), ServerErrorException.class, true);
        }
    }

    @Test
    void retriesReadsAfterABreakAndMarksWritesInDoubt() {
        try (FakeNode node = new FakeNode((number, request, peer) -> {
            // The answers to keys 0 and 1 arrive; the only read left is key 2.
            peer.send(number == 0 ? WireBytes.frame(row(0), row(1)) : WireBytes.stream(row(2)));
            return number > 0;
        })) {
            List<BatchResult> results = run(node, POLICY);
            assertThat(results.subList(0, 3)).allSatisfy(result -> {
                assertThat(result.error()).isEmpty();
                assertThat(result.record()).isPresent();
            });
            assertUnanswered(results.get(3), ConnectionFailedException.class, true);
            assertThat(node.requests()).isEqualTo(2);
        }
    }

    @Test
    void retriesWritesIfConfigured() {
        try (FakeNode node = new FakeNode((number, request, peer) -> {
            peer.send(number == 0 ? WireBytes.frame(row(0), row(1)) : WireBytes.stream(row(3), row(2)));
            return number > 0;
        })) {
            assertThat(run(node, POLICY.withWriteRetries(1)))
                    .allSatisfy(result -> assertThat(result.error()).isEmpty());
        }
    }

    @Test
    void failsEachKeyWhenTheNodeIsSilent() {
        try (FakeNode node = FakeNode.sending(WireBytes.frame(row(0)))) {
            List<BatchResult> results = run(
                    node,
                    POLICY.withTimeouts(
                            LONG_TIMEOUTS.withSocket(Duration.ofMillis(100)).withMaxRetries(0)));
            assertThat(results.get(0).record()).isPresent();
            assertUnanswered(results.get(1), DeadlineExceededException.class, true);
            assertUnanswered(results.get(2), DeadlineExceededException.class, false);
            assertUnanswered(results.get(3), DeadlineExceededException.class, true);
        }
    }

    @Test
    void discardsAllAnswersOfARequestAfterAProtocolViolation() throws InterruptedException {
        for (byte[] answer : List.of(
                WireBytes.stream(row(0), row(1), row(2)),
                WireBytes.stream(row(0), row(1), row(2), row(2)),
                WireBytes.stream(row(0), row(1), row(2), row(4)))) {
            try (FakeNode node = FakeNode.sending(answer)) {
                List<BatchResult> results = run(node, POLICY);
                for (int key = 0; key < 4; key++) {
                    assertUnanswered(results.get(key), ProtocolViolationException.class, key % 2 == 1);
                }
                assertThat(node.sawHangUp()).isTrue();
                assertThat(node.requests()).isEqualTo(1);
            }
        }
    }

    @Test
    void aRejectedBatchFailsAllItsKeys() {
        try (FakeNode node = FakeNode.sending(WireBytes.frame(WireBytes.last().result(151)))) {
            assertThat(run(node, POLICY)).allSatisfy(result -> {
                assertThat(result.resultCode()).isEqualTo(BatchResult.NO_ANSWER);
                assertThat(result.error())
                        .hasValueSatisfying(error -> assertThat(((ServerErrorException) error).resultCode())
                                .isEqualTo(151));
            });
        }
    }

    @Test
    void closesTheConnectionOfACancelledBatch() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    peer.send(WireBytes.frame(row(0)));
                    asked.countDown();
                    return true;
                });
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            CompletableFuture<List<BatchResult>> future = client.async().batch(ENTRIES, POLICY);
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            future.cancel(true);
            assertThat(node.sawHangUp()).isTrue();
            assertThat(node.requests()).isEqualTo(1);
        }
    }
}
