package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultRule;
import io.aeroarrow.embedded.fault.FaultTarget;
import io.aeroarrow.embedded.fault.Occurrence;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.internal.batch.BatchReadSpec;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.WritePolicy;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lookup of large records keeps the client's memory limit while a node is silent. */
@Timeout(60)
class LookupMemoryTest {

    private static final int KEYS = 600;
    private static final int VALUE = 20_000;
    private static final int KEYS_PER_REQUEST = 20;
    private static final long LIMIT = 4 << 20;
    private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(40), 2);

    private static AeroArrowClient connect(EmbeddedCluster cluster, long limit) {
        HostAddress[] seeds = cluster.addresses().stream()
                .map(address -> new HostAddress("127.0.0.1", address.getPort()))
                .toArray(HostAddress[]::new);
        return AeroArrowClient.connect(ClientConfig.of(seeds).withMemoryLimit(limit));
    }

    private static ByteBuf load(AeroArrowClient client) {
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        for (int i = 0; i < KEYS; i++) {
            Key key = Key.of("test", "large", i);
            byte[] value = new byte[VALUE];
            value[0] = (byte) i;
            client.put(key, List.of(new Bin("b", Value.of(value))), WritePolicy.DEFAULT);
            digests.writeBytes(KeyDigester.digest(key));
        }
        return WireBytes.direct(digests.toByteArray());
    }

    private static List<Integer> read(AeroArrowClient client, ByteBuf digests) {
        BatchReadSpec spec = new BatchReadSpec(
                "test", "large", BinSelection.all(), null, ReadRouting.DEFAULT, TIMEOUTS, KEYS_PER_REQUEST);
        List<Integer> found = new ArrayList<>();
        client.unwrap(CursorClient.class)
                .batchRead(
                        spec,
                        KEYS,
                        key -> RawMemory.address(digests) + (long) KeyDigester.DIGEST_SIZE * key,
                        (first, answers) -> {
                            for (int i = 0; i < answers.size(); i++) {
                                assertThat(answers.get(i).nextOp()).isTrue();
                                assertThat(answers.get(i).valueLength()).isEqualTo(VALUE);
                                assertThat(RawMemory.getByte(answers.get(i).value()))
                                        .isEqualTo((byte) (first + i));
                                found.add(first + i);
                            }
                        });
        return found;
    }

    /** Reads all records while node 0 is silent at first, and returns the most memory that was held. */
    private static long peak(EmbeddedCluster cluster, AeroArrowClient client, ByteBuf digests) {
        FaultRule silent = cluster.faults(0)
                .add(Fault.slowDisk(Duration.ofMillis(500)), FaultTarget.on(RequestType.BATCH), Occurrence.times(4));
        assertThat(read(client, digests))
                .isEqualTo(IntStream.range(0, KEYS).boxed().toList());
        assertThat(silent.hits()).isEqualTo(4);
        assertThat(client.metrics().memoryUsed()).isZero();
        return client.metrics().memoryPeak();
    }

    @Test
    void answersOfOtherNodesStayThereWhileTheNextKeysNodeIsSilent() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(3);
                AeroArrowClient limited = connect(cluster, LIMIT);
                AeroArrowClient free = connect(cluster, Long.MAX_VALUE)) {
            ByteBuf digests = load(limited);
            try {
                assertThat(peak(cluster, limited, digests)).isLessThan(LIMIT / 2);
                assertThat(peak(cluster, free, digests)).isGreaterThan(LIMIT);
            } finally {
                digests.release();
            }
        }
    }
}
