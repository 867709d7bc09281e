package io.aeroarrow.client;

import static io.aeroarrow.client.ClosingClient.PATIENT;
import static io.aeroarrow.client.ClosingClient.awaitHits;
import static io.aeroarrow.client.ClosingClient.blocking;
import static io.aeroarrow.client.ClosingClient.closedErrorOf;
import static io.aeroarrow.client.ClosingClient.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.Waits;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultRule;
import io.aeroarrow.embedded.fault.FaultTarget;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.policy.Backoff;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.WritePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a client while records and batches are read and written. */
@Timeout(60)
class ClosingTest {

    private static final ReadPolicy READ = ReadPolicy.DEFAULT.withTimeouts(PATIENT);
    private static final BatchPolicy BATCH = BatchPolicy.DEFAULT.withTimeouts(PATIENT);
    private static final Backoff SLOW = new Backoff(Duration.ofMinutes(2), Duration.ofMinutes(2));
    private static final List<Bin> BINS = List.of(new Bin("n", Value.of(1)));

    private static List<BatchEntry> reads() {
        return IntStream.range(0, 20)
                .mapToObj(i -> BatchEntry.read(key(i), BinSelection.all()))
                .toList();
    }

    @Test
    void endsFuturesAndABlockingBatchAtASilentNode() {
        try (ClosingClient closing = ClosingClient.clear()) {
            FaultRule reads = closing.silence(RequestType.READ);
            FaultRule batches = closing.silence(RequestType.BATCH);
            List<CompletableFuture<?>> running = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                running.add(closing.client().async().get(key(i), BinSelection.all(), READ));
            }
            running.add(blocking(() -> closing.client().batch(reads(), BATCH)));
            awaitHits(reads, 20);
            awaitHits(batches, 1);
            closing.closeAndExpectEnd(running);
        }
    }

    @Test
    void endsABlockedGet() {
        try (ClosingClient closing = ClosingClient.clear()) {
            FaultRule reads = closing.silence(RequestType.READ);
            CompletableFuture<?> get = blocking(() -> closing.client().get(key(1), BinSelection.all(), READ));
            awaitHits(reads, 1);
            closing.closeAndExpectEnd(List.of(get));
        }
    }

    @Test
    void tellsThatAWriteThatWasSentIsInDoubt() {
        try (ClosingClient closing = ClosingClient.clear()) {
            FaultRule writes = closing.silence(RequestType.WRITE);
            WritePolicy policy = WritePolicy.DEFAULT.withTimeouts(PATIENT);
            CompletableFuture<?> put = blocking(() -> {
                closing.client().put(key(1), BINS, policy);
                return "written";
            });
            CompletableFuture<?> future = closing.client().async().put(key(2), BINS, policy);
            awaitHits(writes, 2);
            closing.closeAndExpectEnd(List.of(put, future));
            assertThat(closedErrorOf(put).inDoubt()).isTrue();
            assertThat(closedErrorOf(future).inDoubt()).isTrue();
            assertThat(closedErrorOf(future).keyDigest()).isPresent();
        }
    }

    @Test
    void tellsThatABatchOfWritesIsInDoubt() {
        try (ClosingClient closing = ClosingClient.clear()) {
            FaultRule batches = closing.silence(RequestType.BATCH);
            List<BatchEntry> puts = List.of(BatchEntry.put(key(1), BINS));
            CompletableFuture<?> batch = closing.client().async().batch(puts, BATCH);
            awaitHits(batches, 1);
            closing.closeAndExpectEnd(List.of(batch));
            assertThat(closedErrorOf(batch).inDoubt()).isTrue();
        }
    }

    @Test
    void endsCallersThatWaitForAPermit() {
        try (ClosingClient closing = ClosingClient.clear(config -> config.withMaxConnectionsPerNode(1))) {
            FaultRule reads = closing.silence(RequestType.READ);
            CompletableFuture<?> holder = blocking(() -> closing.client().get(key(1), BinSelection.all(), READ));
            awaitHits(reads, 1);
            List<CompletableFuture<?>> running = new ArrayList<>(List.of(holder));
            running.add(closing.client().async().get(key(2), BinSelection.all(), READ));
            running.add(closing.client().async().batch(reads(), BATCH));
            running.add(blocking(() -> closing.client().get(key(3), BinSelection.all(), READ)));
            running.add(blocking(() -> closing.client().batch(reads(), BATCH)));
            Waits.until(() -> Blocked.threads("ConnectionPool") == 1);
            closing.closeAndExpectEnd(running);
        }
    }

    @Test
    void endsRetriesThatWaitForTheirBackOff() {
        try (ClosingClient closing = ClosingClient.clear()) {
            closing.server().faults().add(Fault.closeAfter(0), FaultTarget.on(RequestType.READ, RequestType.BATCH));
            ReadPolicy slow = READ.withBackoff(SLOW);
            List<CompletableFuture<?>> running = List.of(
                    closing.client().async().get(key(1), BinSelection.all(), slow),
                    closing.client().async().batch(reads(), BATCH.withBackoff(SLOW)),
                    blocking(() -> closing.client().get(key(2), BinSelection.all(), slow)),
                    blocking(() -> closing.client().batch(reads(), BATCH.withBackoff(SLOW))));
            Waits.until(() -> closing.client().metrics().retries() == 4);
            closing.closeAndExpectEnd(running);
        }
    }

    @Test
    void completesTheFuturesOfAnExecutorThatRefusesWork() {
        try (ClosingClient closing = ClosingClient.clear()) {
            ExecutorService refusing = Executors.newSingleThreadExecutor();
            FaultRule reads = closing.silence(RequestType.READ);
            FaultRule batches = closing.silence(RequestType.BATCH);
            AsyncClient async = closing.client().async(refusing);
            List<CompletableFuture<?>> running = List.of(
                    async.get(key(1), BinSelection.all(), READ),
                    async.batch(reads(), BATCH),
                    async.awaitIndex("test", "no-such-index", Duration.ofMinutes(1))
                            .handle((none, failure) -> {
                                // It may have failed before, because there is no such index.
                                throw new ClientClosedException("ended", failure);
                            }));
            awaitHits(reads, 1);
            awaitHits(batches, 1);
            refusing.shutdown();
            closing.closeAndExpectEnd(running);
        }
    }

    @Test
    void canBeClosedByTheThreadThatCompletesAFuture() {
        try (ClosingClient closing = ClosingClient.clear()) {
            CompletableFuture<Void> closed = closing.client()
                    .async(Runnable::run)
                    .get(key(1), BinSelection.all(), READ)
                    .thenAccept(found -> closing.client().close());
            Waits.until(closed::isDone);
            assertThat(closed).isCompleted();
            closing.closeAndExpectEnd(List.of());
        }
    }

    @Test
    void refusesOperationsThatStartLater() {
        try (ClosingClient closing = ClosingClient.clear()) {
            AeroArrowClient client = closing.client();
            client.close();
            Key key = key(1);
            assertThatThrownBy(() -> client.get(key)).isInstanceOf(ClientClosedException.class);
            assertThatThrownBy(() -> client.batch(reads(), BATCH)).isInstanceOf(ClientClosedException.class);
            closedErrorOf(client.async().get(key, BinSelection.all(), READ));
            closedErrorOf(client.async().batch(reads(), BATCH));
            closedErrorOf(client.async().namespaces());
        }
    }

    @Test
    void leavesTheOperationsOfOtherClientsAlone() {
        try (ClosingClient closing = ClosingClient.clear()) {
            FaultRule reads = closing.silence(RequestType.READ);
            CompletableFuture<?> others = closing.other().async().get(key(1), BinSelection.all(), READ);
            CompletableFuture<?> own = closing.client().async().get(key(2), BinSelection.all(), READ);
            awaitHits(reads, 2);
            closing.client().close();
            closedErrorOf(own);
            assertThat(others).isNotDone();
            reads.remove();
            assertThat(closing.other().get(key(3))).isPresent();
            assertThat(others.cancel(true)).isTrue();
        }
    }
}
