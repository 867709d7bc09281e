package io.aeroarrow.client;

import static io.aeroarrow.client.FaultyCluster.RECORDS;
import static io.aeroarrow.client.FaultyCluster.SET;
import static io.aeroarrow.client.FaultyCluster.key;
import static io.aeroarrow.embedded.fault.FaultTarget.on;
import static io.aeroarrow.embedded.fault.Occurrence.chance;
import static io.aeroarrow.embedded.fault.Occurrence.once;
import static io.aeroarrow.embedded.fault.RequestType.BATCH;
import static io.aeroarrow.embedded.fault.RequestType.BATCH_ROW;
import static io.aeroarrow.embedded.fault.RequestType.CONNECT;
import static io.aeroarrow.embedded.fault.RequestType.QUERY;
import static io.aeroarrow.embedded.fault.RequestType.READ;
import static io.aeroarrow.embedded.fault.RequestType.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultRule;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.operation.BatchResult;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes that cut, stall, drop, corrupt and reject, chosen by a seed. */
@Timeout(60)
class SeededFaultsTest {

    /** Notices silence quickly, and has enough retries for every seed. */
    private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofMillis(150), Duration.ofSeconds(20), 50);

    private static final ReadPolicy READING = ReadPolicy.DEFAULT.withTimeouts(TIMEOUTS);
    private static final WritePolicy WRITING = WritePolicy.DEFAULT.withTimeouts(TIMEOUTS.withMaxRetries(0));

    private static FaultyCluster cluster;

    @BeforeAll
    static void start() {
        cluster = FaultyCluster.start(setup -> setup);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void clearFaults() {
        cluster.clearFaults();
    }

    /** More seeds find more: {@code -Daeroarrow.seeds=500}. */
    static IntStream seeds() {
        return IntStream.range(0, Integer.getInteger("aeroarrow.seeds", 12));
    }

    private static ScanRequest request() {
        return ScanRequest.of("test", SET).withTimeouts(TIMEOUTS);
    }

    /** A transient fault: a retry of the same request succeeds. */
    private static Fault transientFault(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> Fault.refuse();
            case 1 -> Fault.closeAfter(random.nextInt(4_000));
            case 2 -> Fault.stallAfter(random.nextInt(4_000));
            case 3 -> Fault.dropAnswer();
            case 4 -> Fault.trickle(1 + random.nextInt(300), Duration.ofNanos(200_000));
            case 5 -> Fault.slowDisk(Duration.ofMillis(1 + random.nextInt(3)));
            case 6 -> Fault.closeAfter(random.nextInt(100_000));
            case 7 -> Fault.unavailable(random.ints(2_000, 0, 4096).toArray());
            default -> Fault.result(random.nextBoolean() ? 9 : 11);
        };
    }

    /** A protocol violation, after which nothing from the node can be trusted. */
    private static Fault violation(Random random) {
        int frame = random.nextInt(3);
        return switch (random.nextInt(4)) {
            case 0 -> Fault.truncateFrame(frame, 1 + random.nextInt(100));
            case 1 -> Fault.corruptHeader(frame, random.nextInt(8), random.nextInt(256));
            case 2 -> Fault.wrongLength(frame, random.nextInt(2_000) - 1_000);
            default -> Fault.duplicateAnswer();
        };
    }

    private static void onSome(Random random, RequestType operation, double probability, boolean violations) {
        cluster.onEachNode(faults -> {
            Fault fault = violations ? violation(random) : transientFault(random);
            while (!fault.fits(operation)) {
                fault = transientFault(random);
            }
            faults.add(fault, on(operation), chance(probability, random.nextLong()));
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void scansReturnEachRecordOnceAfterRetries(int seed) {
        onSome(new Random(seed), QUERY, 0.5, false);
        assertThat(cluster.scan(request())).containsExactlyInAnyOrderElementsOf(cluster.digests());
    }

    @Test
    void endsAScanWhoseQueryIsAborted() {
        cluster.onEachNode(faults -> faults.add(Fault.abortAfter(10), on(QUERY), once()));
        assertThatThrownBy(() -> cluster.scan(request()))
                .isInstanceOfSatisfying(
                        ServerErrorException.class,
                        e -> assertThat(e.resultCode()).isEqualTo(ResultCode.QUERY_ABORT.code()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void scansReturnEachRecordOnceOrFailOnProtocolViolations(int seed) {
        onSome(new Random(seed), QUERY, 0.5, true);
        List<String> rows = new ArrayList<>();
        try {
            cluster.scan(request(), rows, row -> {});
            assertThat(rows).containsExactlyInAnyOrderElementsOf(cluster.digests());
        } catch (ProtocolViolationException e) {
            assertThat(e).hasMessageNotContaining("null");
            assertThat(rows).doesNotHaveDuplicates().isSubsetOf(cluster.digests());
        }
        cluster.clearFaults();
        assertThat(cluster.scan(request())).containsExactlyInAnyOrderElementsOf(cluster.digests());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsFindTheirRecordAfterRetries(int seed) {
        onSome(new Random(seed), READ, 0.3, false);
        for (int i = seed; i < RECORDS; i += 40) {
            assertThat(cluster.client().get(key(i), BinSelection.all(), READING))
                    .get()
                    .extracting(record -> record.bins().get("i"))
                    .isEqualTo(Value.of(i));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void batchReadsFindTheirRecordsAfterRetries(int seed) {
        Random random = new Random(seed);
        onSome(random, BATCH, 0.4, false);
        cluster.onEachNode(faults -> faults.add(
                Fault.result(14), on(BATCH_ROW), chance(0.1, random.nextLong()).atMost(50)));
        List<BatchEntry> entries = IntStream.range(0, 200)
                .mapToObj(i -> BatchEntry.read(key(i), BinSelection.all()))
                .toList();
        List<BatchResult> results = cluster.client()
                .batch(entries, BatchPolicy.DEFAULT.withTimeouts(TIMEOUTS).withMaxKeysPerRequest(40));
        for (int i = 0; i < 200; i++) {
            assertThat(results.get(i).recordOrThrow().orElseThrow().bins()).containsEntry("i", Value.of(i));
        }
    }

    /** A write has happened, or has not, or its error is in doubt. */
    @ParameterizedTest
    @MethodSource("seeds")
    void failedWritesReportWhetherTheyAreInDoubt(int seed) {
        Random random = new Random(seed);
        onSome(random, WRITE, 0.4, random.nextInt(4) == 0);
        for (int i = 0; i < 12; i++) {
            long value = 1_000L * seed + i;
            boolean doubt = false;
            boolean failed = false;
            try {
                cluster.client().put(written(), List.of(new Bin("n", Value.of(value))), WRITING);
            } catch (AeroArrowException e) {
                failed = true;
                doubt = e.inDoubt();
            }
            Optional<Record> found = cluster.client().get(written(), BinSelection.all(), READING);
            boolean happened = found.isPresent()
                    && Value.of(value).equals(found.get().bins().get("n"));
            assertThat(happened || failed).isTrue();
            // A write that failed without doubt has not happened.
            assertThat(!failed || doubt || !happened).isTrue();
        }
    }

    /** A key in a separate set, which no scan reads. */
    private static Key written() {
        return Key.of("test", "written", 1);
    }

    @Test
    void marksUnansweredWritesInDoubtButNotRejectedOnes() {
        for (Fault lost : List.of(Fault.closeAfter(0), Fault.dropAnswer(), Fault.stallAfter(5), Fault.result(9))) {
            cluster.onEachNode(faults -> faults.add(lost, on(WRITE), once()));
            assertThatThrownBy(() -> cluster.client().put(written(), List.of(new Bin("n", Value.of(1))), WRITING))
                    .isInstanceOfSatisfying(
                            AeroArrowException.class,
                            failure -> assertThat(failure.inDoubt()).isTrue());
            cluster.clearFaults();
        }
        for (int code : new int[] {8, 18, 22}) {
            cluster.onEachNode(faults -> faults.add(Fault.result(code), on(WRITE), once()));
            assertThatThrownBy(() -> cluster.client().put(written(), List.of(new Bin("n", Value.of(2))), WRITING))
                    .isInstanceOfSatisfying(
                            AeroArrowException.class,
                            failure -> assertThat(failure.inDoubt()).isFalse());
            cluster.clearFaults();
        }
    }

    @Test
    void namesPartitionsThatStayUnavailable() {
        int[] gone = {5, 77, 1234};
        cluster.onEachNode(faults -> faults.add(Fault.unavailable(gone), on(QUERY)));
        List<String> rows = new ArrayList<>();
        assertThatThrownBy(() -> cluster.scan(request().withTimeouts(TIMEOUTS.withMaxRetries(2)), rows, row -> {}))
                .isInstanceOfSatisfying(
                        PartitionsUnavailableException.class,
                        failure -> assertThat(failure.partitions().stream()).containsExactly(5, 77, 1234));
        assertThat(rows).doesNotHaveDuplicates();
    }

    /** While new connections are refused, open ones keep working. */
    @Test
    void retriesRefusedConnections() {
        List<FaultRule> rules = new ArrayList<>();
        cluster.onEachNode(faults -> {
            faults.add(Fault.closeAfter(100), on(QUERY), once());
            rules.add(faults.add(Fault.refuse(), on(CONNECT), once()));
        });
        assertThat(cluster.scan(request())).containsExactlyInAnyOrderElementsOf(cluster.digests());
        assertThat(rules).anyMatch(rule -> rule.hits() > 0);
    }
}
