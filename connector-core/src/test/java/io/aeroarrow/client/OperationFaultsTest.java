package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.DeadlineExceededException.Limit;
import io.aeroarrow.error.MismatchException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.policy.Backoff;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Single-record operations on nodes that are silent, break off, are overloaded or violate the protocol. */
@Timeout(60)
class OperationFaultsTest {

    private static final Key KEY = Key.of("test", "set", 1);
    private static final List<Bin> BINS = List.of(new Bin("a", Value.of(1)));
    private static final Timeouts LONG_TIMEOUTS = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(40), 0);
    private static final Timeouts SHORT_TIMEOUTS = new Timeouts(Duration.ofMillis(100), Duration.ofSeconds(40), 0);
    private static final Backoff SHORT_BACKOFF = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5));

    private static final byte[] OK = WireBytes.frame(WireBytes.record().generation(1));
    private static final byte[] FOUND =
            WireBytes.frame(WireBytes.record().generation(3).integer("a", 7));

    private static FakeNode silent() {
        return FakeNode.sending(new byte[0]);
    }

    private static FakeNode cutting(byte[] part) {
        return new FakeNode((number, request, peer) -> {
            peer.send(part);
            return false;
        });
    }

    /** Sends each of these answers in turn, then repeats the last one. */
    private static FakeNode answering(byte[]... answers) {
        return new FakeNode((number, request, peer) -> {
            peer.send(answers[Math.min(number, answers.length - 1)]);
            return true;
        });
    }

    private static byte[] code(int resultCode) {
        return WireBytes.frame(WireBytes.record().result(resultCode));
    }

    private static void put(AeroArrowClient client, Timeouts timeouts) {
        client.put(KEY, BINS, WritePolicy.DEFAULT.withTimeouts(timeouts).withBackoff(SHORT_BACKOFF));
    }

    private static Optional<Record> get(AeroArrowClient client, Timeouts timeouts) {
        return client.get(
                KEY,
                BinSelection.all(),
                ReadPolicy.DEFAULT.withTimeouts(timeouts).withBackoff(SHORT_BACKOFF));
    }

    private static AeroArrowClient connect(FakeNode node) {
        return AeroArrowClient.connect(node.config());
    }

    @Test
    void marksAnUnansweredWriteInDoubtAndDoesNotRetryIt() throws InterruptedException {
        try (FakeNode node = silent();
                AeroArrowClient client = connect(node)) {
            assertThatThrownBy(() -> put(client, SHORT_TIMEOUTS))
                    .isInstanceOfSatisfying(
                            DeadlineExceededException.class,
                            e -> assertThat(e.inDoubt()).isTrue())
                    .hasMessageContaining("did not answer within 100 ms")
                    .hasMessageContaining("may have happened");
            assertThat(node.sawHangUp()).isTrue();
            assertThat(node.requests()).isEqualTo(1);
        }
    }

    @Test
    void retriesAnUnansweredReadAndNeverMarksItInDoubt() {
        try (FakeNode node = silent();
                AeroArrowClient client = connect(node)) {
            assertThatThrownBy(() -> get(client, SHORT_TIMEOUTS.withMaxRetries(2)))
                    .isInstanceOfSatisfying(DeadlineExceededException.class, e -> {
                        assertThat(e.inDoubt()).isFalse();
                        assertThat(e.limit()).isEqualTo(Limit.SOCKET);
                        assertThat(e.given()).isEqualTo(SHORT_TIMEOUTS.socket());
                        assertThat(e.node())
                                .hasValueSatisfying(asked -> assertThat(asked).startsWith("node A1 at 127.0.0.1:"));
                        assertThat(e.keyDigest())
                                .hasValueSatisfying(digest -> assertThat(digest).matches("[0-9a-f]{40}"));
                        assertThat(e.earlierFailures())
                                .hasSize(2)
                                .hasOnlyElementsOfType(DeadlineExceededException.class);
                    })
                    .hasMessageContaining("attempt 3");
            assertThat(node.requests()).isEqualTo(3);
        }
    }

    @Test
    void theTotalTimeoutLimitsAllAttempts() {
        try (FakeNode node = silent();
                AeroArrowClient client = connect(node)) {
            Timeouts total = new Timeouts(Duration.ofSeconds(20), Duration.ofMillis(150), 100);
            assertThatThrownBy(() -> get(client, total))
                    .isInstanceOfSatisfying(
                            DeadlineExceededException.class,
                            e -> assertThat(e.limit()).isEqualTo(Limit.TOTAL))
                    .hasMessageContaining("within 150 ms in total");
            assertThat(node.requests()).isEqualTo(1);
        }
    }

    @Test
    void aClosedClientRejectsOperations() {
        try (FakeNode node = silent()) {
            AeroArrowClient client = connect(node);
            client.close();
            assertThatThrownBy(() -> get(client, SHORT_TIMEOUTS)).isInstanceOf(ClientClosedException.class);
            assertThatThrownBy(() -> put(client, SHORT_TIMEOUTS)).isInstanceOf(ClientClosedException.class);
            assertThatThrownBy(() -> client.info(List.of("build"))).isInstanceOf(ClientClosedException.class);
            assertThatThrownBy(client::namespaces).isInstanceOf(ClientClosedException.class);
            assertThatThrownBy(() -> client.unwrap(CursorClient.class).scan(ScanRequest.of("test", "s")))
                    .isInstanceOf(ClientClosedException.class);
            BatchEntry entry = BatchEntry.read(Key.of("test", "s", 1), BinSelection.all());
            assertThatThrownBy(() -> client.batch(List.of(entry), BatchPolicy.DEFAULT))
                    .isInstanceOf(ClientClosedException.class);
            assertThatThrownBy(() ->
                            client.async().put(KEY, BINS, WritePolicy.DEFAULT).join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(ClientClosedException.class);
            assertThat(node.requests()).isZero();
        }
    }

    @Test
    void marksAWriteInDoubtWhenTheConnectionBreaks() {
        for (byte[] part : new byte[][] {new byte[0], java.util.Arrays.copyOf(OK, 20)}) {
            try (FakeNode node = cutting(part);
                    AeroArrowClient client = connect(node)) {
                assertThatThrownBy(() -> put(client, LONG_TIMEOUTS))
                        .isInstanceOfSatisfying(
                                ConnectionFailedException.class,
                                e -> assertThat(e.inDoubt()).isTrue());
                assertThat(node.requests()).isEqualTo(1);
            }
        }
    }

    @Test
    void retriesAReadAfterABreakAndAfterOverload() {
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    peer.send(number == 0 ? new byte[3] : number == 1 ? code(18) : FOUND);
                    return number > 0;
                });
                AeroArrowClient client = connect(node)) {
            // The three bytes start an invalid header, but no complete header arrives.
            assertThat(get(client, LONG_TIMEOUTS.withMaxRetries(2))
                            .orElseThrow()
                            .bins())
                    .containsEntry("a", Value.of(7));
            assertThat(node.requests()).isEqualTo(3);
        }
    }

    @Test
    void retriesAWriteOnlyIfConfigured() {
        try (FakeNode node = answering(code(14), OK);
                AeroArrowClient client = connect(node)) {
            assertThatThrownBy(() -> put(client, LONG_TIMEOUTS))
                    .isInstanceOfSatisfying(
                            ServerErrorException.class,
                            e -> assertThat(e.inDoubt()).isFalse());
            assertThat(node.requests()).isEqualTo(1);
            put(client, LONG_TIMEOUTS);
        }
        try (FakeNode node = answering(code(14), code(14), OK);
                AeroArrowClient client = connect(node)) {
            put(client, LONG_TIMEOUTS.withMaxRetries(2));
            assertThat(node.requests()).isEqualTo(3);
        }
    }

    @Test
    void keepsAWriteInDoubtAfterAServerTimeout() {
        try (FakeNode node = answering(code(9), code(3));
                AeroArrowClient client = connect(node)) {
            assertThatThrownBy(() -> put(client, LONG_TIMEOUTS.withMaxRetries(1)))
                    .isInstanceOfSatisfying(ServerErrorException.class, e -> {
                        assertThat(e.resultCode()).isEqualTo(3);
                        // Its own first attempt may have changed the generation.
                        assertThat(e.inDoubt()).isTrue();
                    });
        }
    }

    @Test
    void closesTheConnectionAfterAnInvalidAnswer() throws InterruptedException {
        for (byte[] answer : List.of(
                WireBytes.frame(WireBytes.record(), WireBytes.record()),
                WireBytes.rawFrame(3, 3, new byte[22]),
                WireBytes.frame(WireBytes.record().bin("x", 99, new byte[1])))) {
            try (FakeNode node = FakeNode.sending(answer);
                    AeroArrowClient client = connect(node)) {
                assertThatThrownBy(() -> get(client, LONG_TIMEOUTS.withMaxRetries(2)))
                        .isInstanceOf(ProtocolViolationException.class);
                assertThat(node.sawHangUp()).isTrue();
                assertThat(node.requests()).isEqualTo(1);
            }
        }
    }

    @Test
    void namesTheBinOfAValueThatCannotBeRepresented() {
        byte[] deep = new byte[1000];
        java.util.Arrays.fill(deep, (byte) 0x91);
        deep[999] = (byte) 0x90;
        for (byte[] answer : List.of(
                WireBytes.frame(WireBytes.record().bin("x", 3, new byte[] {(byte) 0xff})),
                WireBytes.frame(WireBytes.record().bin("x", 20, deep)),
                WireBytes.frame(WireBytes.record()
                        .bin("x", 20, new byte[] {(byte) 0x91, (byte) 0xcf, -1, -1, -1, -1, -1, -1, -1, -1})))) {
            try (FakeNode node = FakeNode.sending(answer);
                    AeroArrowClient client = connect(node)) {
                assertThatThrownBy(() -> get(client, LONG_TIMEOUTS))
                        .isInstanceOf(MismatchException.class)
                        .hasMessageContaining("bin 'x'");
            }
        }
    }

    @Test
    void closesTheConnectionOfACancelledCall() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    asked.countDown();
                    return true;
                });
                AeroArrowClient client = AeroArrowClient.connect(node.config().withMaxConnectionsPerNode(2))) {
            for (int i = 0; i < 3; i++) {
                CompletableFuture<Optional<Record>> future = client.async()
                        .get(KEY, BinSelection.all(), ReadPolicy.DEFAULT.withTimeouts(LONG_TIMEOUTS.withMaxRetries(5)));
                assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(future.cancel(true)).isTrue();
                assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
            }
            assertThat(node.sawHangUp()).isTrue();
            assertThat(node.requests()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void stopsWaitingOnInterruptAndKeepsTheInterruptFlag() throws InterruptedException {
        Thread caller = Thread.currentThread();
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    caller.interrupt();
                    return true;
                });
                AeroArrowClient client = connect(node)) {
            assertThatThrownBy(() -> put(client, LONG_TIMEOUTS))
                    .isInstanceOfSatisfying(
                            CancelledException.class,
                            e -> assertThat(e.inDoubt()).isTrue());
            assertThat(Thread.interrupted()).isTrue();
            // A thread that is interrupted earlier has not sent anything.
            caller.interrupt();
            assertThatThrownBy(() -> put(client, LONG_TIMEOUTS))
                    .isInstanceOfSatisfying(
                            CancelledException.class,
                            e -> assertThat(e.inDoubt()).isFalse());
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void manyReadsShareFewConnections() {
        try (FakeNode node = FakeNode.sending(FOUND);
                AeroArrowClient client = AeroArrowClient.connect(node.config().withMaxConnectionsPerNode(10))) {
            List<CompletableFuture<Optional<Record>>> futures = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                futures.add(client.async().get(Key.of("test", "set", i), BinSelection.all(), ReadPolicy.DEFAULT));
            }
            assertThat(futures)
                    .allSatisfy(future -> assertThat(future.get(20, TimeUnit.SECONDS))
                            .hasValueSatisfying(
                                    record -> assertThat(record.generation()).isEqualTo(3)));
            // Ten of the pool, one that found the node, and one that tends it.
            assertThat(node.connections()).isLessThanOrEqualTo(12);
            assertThat(node.requests()).isEqualTo(200);
        }
    }

    @Test
    void aRequestWithoutAConnectionWasNotSentAndIsNotInDoubt() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    requests.incrementAndGet();
                    await(release);
                    peer.send(OK);
                    return true;
                });
                AeroArrowClient client = AeroArrowClient.connect(
                        node.config().withMaxConnectionsPerNode(1).withTendInterval(Duration.ofMinutes(5)))) {
            CompletableFuture<Void> first =
                    client.async().put(KEY, BINS, WritePolicy.DEFAULT.withTimeouts(LONG_TIMEOUTS));
            assertThatThrownBy(() -> put(client, SHORT_TIMEOUTS))
                    .isInstanceOfSatisfying(
                            DeadlineExceededException.class,
                            e -> assertThat(e.inDoubt()).isFalse())
                    .hasMessageContaining("stayed busy");
            CompletableFuture<Void> next =
                    client.async().put(KEY, BINS, WritePolicy.DEFAULT.withTimeouts(LONG_TIMEOUTS));
            release.countDown();
            first.get(20, TimeUnit.SECONDS);
            next.get(20, TimeUnit.SECONDS);
            assertThat(requests).hasValue(2);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void completesFuturesOutsideTheEventLoops() {
        try (FakeNode node = FakeNode.sending(FOUND);
                AeroArrowClient client = connect(node)) {
            List<String> threads = new java.util.concurrent.CopyOnWriteArrayList<>();
            client.async(task -> {
                        Thread thread = new Thread(task, "own");
                        thread.start();
                    })
                    .get(KEY, BinSelection.all(), ReadPolicy.DEFAULT)
                    .thenAccept(record -> threads.add(Thread.currentThread().getName()))
                    .join();
            assertThat(threads).allSatisfy(name -> assertThat(name).doesNotStartWith("aeroarrow-io"));
        }
    }
}
