package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.metrics.NodeMetrics;
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
import io.aeroarrow.policy.ReplicaPolicy;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every replica policy reads all records, from the nodes that it selects. */
@Timeout(60)
class RoutedReadsTest {

    private static final int RECORDS = 300;

    private static AeroArrowClient connect(EmbeddedCluster servers) {
        HostAddress seed = new HostAddress(
                servers.addresses().get(0).getHostString(),
                servers.addresses().get(0).getPort());
        AeroArrowClient client = AeroArrowClient.connect(ClientConfig.of(seed).withRackIds(List.of(2)));
        for (int i = 0; i < RECORDS; i++) {
            client.put(key(i), List.of(new Bin("v", Value.of(i))), WritePolicy.DEFAULT);
        }
        return client;
    }

    private static Key key(int number) {
        return Key.of("test", "routed", number);
    }

    private static long scan(AeroArrowClient client, ReplicaPolicy policy) {
        long rows = 0;
        try (RecordCursors records = client.unwrap(CursorClient.class)
                .scan(ScanRequest.of("test", "routed").withReplica(policy))) {
            while (records.next() != null) {
                rows++;
            }
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource
    void readsAllRecords(ReplicaPolicy policy) {
        ReadRouting routing = ReadRouting.DEFAULT.withReplica(policy);
        try (EmbeddedCluster servers =
                        EmbeddedCluster.builder().nodes(4).racks(1, 1, 2, 2).start();
                AeroArrowClient client = connect(servers)) {
            assertThat(scan(client, policy)).isEqualTo(RECORDS);
            assertThat(IntStream.range(0, RECORDS)
                            .mapToObj(i ->
                                    client.get(key(i), BinSelection.all(), ReadPolicy.DEFAULT.withRouting(routing))))
                    .allMatch(record -> record.isPresent());
            List<BatchEntry> entries = IntStream.range(0, RECORDS)
                    .mapToObj(i -> BatchEntry.read(key(i), BinSelection.all()))
                    .toList();
            assertThat(client.batch(entries, BatchPolicy.DEFAULT.withRouting(routing)))
                    .hasSize(RECORDS)
                    .extracting(BatchResult::record)
                    .allMatch(record -> record.isPresent());
        }
    }

    @Test
    void readsOnlyInThePreferredRack() {
        try (EmbeddedCluster servers =
                        EmbeddedCluster.builder().nodes(4).racks(1, 1, 2, 2).start();
                AeroArrowClient client = connect(servers)) {
            Map<String, Long> before = sent(client);
            assertThat(scan(client, ReplicaPolicy.PREFER_RACK)).isEqualTo(RECORDS);
            Map<String, Long> after = sent(client);
            // A query names all 4096 partitions or some of them; tending sends less.
            List<String> asked = after.entrySet().stream()
                    .filter(node -> node.getValue() - before.getOrDefault(node.getKey(), 0L) > 2000)
                    .map(node -> node.getKey().substring(5, 7))
                    .sorted()
                    .toList();
            assertThat(asked).containsExactly("E3", "E4");
        }
    }

    private static Map<String, Long> sent(AeroArrowClient client) {
        return client.metrics().nodes().stream().collect(Collectors.toMap(NodeMetrics::node, NodeMetrics::bytesSent));
    }
}
