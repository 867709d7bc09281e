package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.Waits;
import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultTarget;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.internal.batch.BatchReadSpec;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.operation.BatchResult;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.WritePolicy;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads, lookups and writes while one of three nodes refuses connections or is silent, and when it is back. */
@Timeout(120)
class MissingNodeOperationsTest {

    private static final int RECORDS = 200;
    private static final int MISSING = 1;
    private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofMillis(500), Duration.ofSeconds(50), 3);
    private static final List<Bin> BINS = List.of(new Bin("v", Value.of(1)));

    private enum Fate {
        REFUSES(ConnectionFailedException.class, false) {
            @Override
            Runnable begin(EmbeddedCluster servers) {
                servers.killUnnoticed(MISSING);
                return () -> {
                    servers.noticeDeaths();
                    servers.restart(MISSING);
                };
            }
        },
        IS_SILENT(DeadlineExceededException.class, true) {
            @Override
            Runnable begin(EmbeddedCluster servers) {
                servers.faults(MISSING)
                        .add(
                                Fault.stallAfter(0),
                                FaultTarget.on(RequestType.READ, RequestType.WRITE, RequestType.BATCH));
                return () -> servers.faults(MISSING).clear();
            }
        };

        private final Class<? extends AeroArrowException> error;
        private final boolean inDoubt;

        Fate(Class<? extends AeroArrowException> error, boolean inDoubt) {
            this.error = error;
            this.inDoubt = inDoubt;
        }

        /** Makes the node unavailable and returns what brings it back. */
        abstract Runnable begin(EmbeddedCluster servers);
    }

    private static AeroArrowClient connect(EmbeddedCluster servers) {
        HostAddress[] seeds = servers.addresses().stream()
                .map(address -> new HostAddress("127.0.0.1", address.getPort()))
                .toArray(HostAddress[]::new);
        AeroArrowClient client =
                AeroArrowClient.connect(ClientConfig.of(seeds).withTendInterval(Duration.ofMillis(50)));
        for (int i = 0; i < RECORDS; i++) {
            client.put(key(i), BINS, WritePolicy.DEFAULT);
        }
        return client;
    }

    private static Key key(int number) {
        return Key.of("test", "missing", number);
    }

    private static boolean isMissing(EmbeddedCluster servers, Key key) {
        return servers.master("test", KeyDigester.partition(KeyDigester.digest(key)))
                        .orElseThrow()
                == MISSING;
    }

    /** Whether the master waits for the missing node, and may time out. */
    private static boolean hasReplica(EmbeddedCluster servers, Key key) {
        return servers.holder("test", 1, KeyDigester.partition(KeyDigester.digest(key)))
                        .orElseThrow()
                == MISSING;
    }

    private static List<Integer> lookUp(AeroArrowClient client) {
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        IntStream.range(0, RECORDS).forEach(i -> digests.writeBytes(KeyDigester.digest(key(i))));
        ByteBuf memory = WireBytes.direct(digests.toByteArray());
        BatchReadSpec spec =
                new BatchReadSpec("test", "missing", BinSelection.all(), null, ReadRouting.DEFAULT, TIMEOUTS, RECORDS);
        List<Integer> codes = new ArrayList<>();
        try {
            client.unwrap(CursorClient.class)
                    .batchRead(
                            spec,
                            RECORDS,
                            key -> RawMemory.address(memory) + (long) KeyDigester.DIGEST_SIZE * key,
                            (first, answers) -> {
                                for (int i = 0; i < answers.size(); i++) {
                                    codes.add(answers.get(i).resultCode());
                                }
                            });
        } finally {
            memory.release();
        }
        return codes;
    }

    @ParameterizedTest
    @EnumSource
    void readsComeFromReplicas(Fate fate) {
        try (EmbeddedCluster servers = EmbeddedCluster.start(3);
                AeroArrowClient client = connect(servers)) {
            fate.begin(servers);
            assertThat(lookUp(client)).hasSize(RECORDS).containsOnly(0);
            List<BatchEntry> entries = IntStream.range(0, RECORDS)
                    .mapToObj(i -> BatchEntry.read(key(i), BinSelection.all()))
                    .toList();
            assertThat(client.batch(entries, BatchPolicy.DEFAULT.withTimeouts(TIMEOUTS)))
                    .extracting(BatchResult::recordOrThrow)
                    .allMatch(record -> record.isPresent());
            ReadPolicy policy = ReadPolicy.DEFAULT.withTimeouts(TIMEOUTS);
            assertThat(IntStream.range(0, 10).mapToObj(i -> client.get(key(i), BinSelection.all(), policy)))
                    .allMatch(record -> record.isPresent());
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesFailAtTheMissingNodeOnly(Fate fate) {
        try (EmbeddedCluster servers = EmbeddedCluster.start(3);
                AeroArrowClient client = connect(servers)) {
            List<Key> keys = IntStream.range(0, RECORDS)
                    .mapToObj(MissingNodeOperationsTest::key)
                    .toList();
            List<Key> lost =
                    keys.stream().filter(key -> isMissing(servers, key)).toList();
            assertThat(lost).isNotEmpty();
            String node = ":" + servers.addresses().get(MISSING).getPort();
            Timeouts once = TIMEOUTS.withMaxRetries(0);
            Runnable end = fate.begin(servers);
            WritePolicy policy = WritePolicy.DEFAULT.withTimeouts(once);
            // Perhaps on the connection of an earlier put, which is sent and breaks.
            assertThatThrownBy(() -> client.put(lost.get(0), BINS, policy)).isInstanceOf(fate.error);
            assertThatThrownBy(() -> client.put(lost.get(0), BINS, policy))
                    .isInstanceOfSatisfying(AeroArrowException.class, e -> {
                        assertThat(e).isInstanceOf(fate.error);
                        assertThat(e.inDoubt()).isEqualTo(fate.inDoubt);
                    })
                    .hasMessageContaining(node);
            List<BatchEntry> entries =
                    keys.stream().map(key -> BatchEntry.put(key, BINS)).toList();
            for (BatchResult result : client.batch(entries, BatchPolicy.DEFAULT.withTimeouts(once))) {
                if (lost.contains(result.key())) {
                    assertThat(result.error().orElseThrow().inDoubt()).isEqualTo(fate.inDoubt);
                } else if (!hasReplica(servers, result.key())) {
                    assertThat(result.error()).isEmpty();
                }
            }
            end.run();
            Waits.until(() -> client.batch(entries, BatchPolicy.DEFAULT).stream()
                    .allMatch(result -> result.error().isEmpty()));
        }
    }
}
