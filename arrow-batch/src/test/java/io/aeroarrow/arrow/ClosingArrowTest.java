package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.Waits;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultRule;
import io.aeroarrow.embedded.fault.FaultTarget;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.WritePolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a connection in the middle of a write, of a lookup, and of a publisher's scan. All timeouts are longer than a test. */
@Timeout(60)
class ClosingArrowTest {

    private static final Timeouts PATIENT = new Timeouts(Duration.ofMinutes(5), Duration.ofMinutes(5), 2);
    private static final Schema SCHEMA = schema(field("id", Rows.INT64), field("n", Rows.INT64));
    private static final int ROWS = 100;

    private final EmbeddedServer server = EmbeddedServer.start();
    private final BufferAllocator allocator = new RootAllocator();
    private final AeroArrow aero = AeroArrow.connect(ClientConfig.of(server.host(), server.port()), allocator);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdown();
        aero.close();
        Waits.until(() -> server.connections() == 0);
        server.close();
        // Fails if memory leaks.
        allocator.close();
    }

    private FaultRule silence(RequestType type) {
        return server.faults().add(Fault.stallAfter(0), FaultTarget.on(type));
    }

    private VectorSchemaRoot rows() {
        VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator);
        for (int i = 0; i < ROWS; i++) {
            ((BigIntVector) root.getVector("id")).setSafe(i, i);
            ((BigIntVector) root.getVector("n")).setSafe(i, i);
        }
        root.setRowCount(ROWS);
        return root;
    }

    private static void assertClosed(CompletableFuture<?> operation) {
        Waits.until(operation::isDone);
        assertThat(operation)
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(ClientClosedException.class);
    }

    @Test
    void endsAWriteInMidRun() {
        FaultRule batches = silence(RequestType.BATCH);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(
                () -> {
                    try (VectorSchemaRoot root = rows();
                            WriteRun run = aero.write("test", "closing")
                                    .keyColumn("id")
                                    .batchRows(10)
                                    .batchesInFlight(2)
                                    .batchPolicy(BatchPolicy.DEFAULT.withTimeouts(PATIENT))
                                    .start()) {
                        run.add(root);
                        run.finish();
                    }
                },
                threads);
        Waits.until(() -> batches.hits() >= 2);
        aero.close();
        assertClosed(writing);
        assertThat(allocator.getAllocatedMemory()).isZero();
    }

    @Test
    void tellsAWriteThatWasSentIsInDoubt() {
        FaultRule batches = silence(RequestType.BATCH);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(
                () -> {
                    try (VectorSchemaRoot root = rows()) {
                        aero.write("test", "closing")
                                .keyColumn("id")
                                .batchPolicy(BatchPolicy.DEFAULT.withTimeouts(PATIENT))
                                .run(root);
                    }
                },
                threads);
        Waits.until(() -> batches.hits() >= 1);
        aero.close();
        assertThat(writing)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        ClientClosedException.class,
                        e -> assertThat(e.inDoubt()).isTrue());
    }

    @Test
    void endsALookup() {
        FaultRule batches = silence(RequestType.BATCH);
        AeroArrowView patient = aero.with(ReadOptions.DEFAULT.withLookupTimeouts(PATIENT));
        CompletableFuture<Void> reading = CompletableFuture.runAsync(
                () -> {
                    try (VectorSchemaRoot keys = rows();
                            VectorSchemaRoot found = patient.batchRead("test", "closing")
                                    .schema(schema(field("n", Rows.INT64)))
                                    .root(keys.getVector("id"))) {
                        assertThat(found).isNull();
                    }
                },
                threads);
        Waits.until(() -> batches.hits() >= 1);
        aero.close();
        assertClosed(reading);
    }

    /** The subscriber has its first batch, and the node is silent before the second. */
    @Test
    void endsAPublisherWithAnError() {
        for (int i = 0; i < ROWS; i++) {
            aero.client().put(Key.of("test", "closing", i), List.of(new Bin("n", Value.of(i))), WritePolicy.DEFAULT);
        }
        FaultRule queries = server.faults().add(Fault.stallAfter(2_000), FaultTarget.on(RequestType.QUERY));
        CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        aero.with(ReadOptions.DEFAULT.withScanTimeouts(PATIENT).withBatchRows(5))
                .scan("test", "closing")
                .schema(schema(field("n", Rows.INT64)))
                .publisher(threads)
                .subscribe(new Flow.Subscriber<>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        subscribed.complete(subscription);
                    }

                    @Override
                    public void onNext(VectorSchemaRoot batch) {
                        batch.close();
                        first.complete(null);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        ended.completeExceptionally(failure);
                    }

                    @Override
                    public void onComplete() {
                        ended.complete(null);
                    }
                });
        subscribed.join().request(Long.MAX_VALUE);
        first.join();
        Waits.until(() -> queries.hits() >= 1);
        assertThat(ended).isNotDone();
        aero.close();
        assertClosed(ended);
    }
}
