package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.embedded.observe.DataRequest;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A projected scan returns every record once, with the selected bins only, whatever the versions of the nodes. */
@ExtendWith(AerospikeExtension.class)
class AbsentBinsConformanceTest {

    private static final String SET = "core-absent-bins";
    private static final int RECORDS = 3_000;
    private static final ScanRequest SCAN = ScanRequest.of("test", SET).withBins(BinSelection.of(List.of("a", "b")));

    private static Map<String, Value> stored(int number) {
        return switch (number % 4) {
            case 0 -> Map.of("a", Value.of(number), "z", Value.of("other"));
            case 1 -> Map.of("b", Value.of("text " + number));
            case 2 -> Map.of("z", Value.of(number));
            default -> Map.of("b", Value.of(number), "a", Value.of(1.5));
        };
    }

    private static Map<Integer, Map<String, Value>> expected(boolean keep) {
        Map<Integer, Map<String, Value>> records = new TreeMap<>();
        for (int i = 0; i < RECORDS; i++) {
            Map<String, Value> selected = new TreeMap<>(stored(i));
            selected.remove("z");
            if (keep || !selected.isEmpty()) {
                records.put(i, selected);
            }
        }
        return records;
    }

    private static void load(AeroArrowClient client) {
        client.truncate("test", SET, Optional.empty());
        List<BatchEntry> entries = IntStream.range(0, RECORDS)
                .mapToObj(i -> BatchEntry.put(Key.of("test", SET, i), bins(i))
                        .withPolicy(WritePolicy.DEFAULT.withSendKey(true)))
                .toList();
        client.batch(entries, BatchPolicy.DEFAULT)
                .forEach(result -> assertThat(result.error()).isEmpty());
    }

    private static List<Bin> bins(int number) {
        return stored(number).entrySet().stream()
                .map(bin -> new Bin(bin.getKey(), bin.getValue()))
                .toList();
    }

    private static Map<Integer, Map<String, Value>> read(Stream<Record> records) {
        Map<Integer, Map<String, Value>> found = new TreeMap<>();
        records.forEach(record -> {
            int number = (int) ((Value.IntegerValue) record.key().userKey()).value();
            assertThat(found.put(number, new TreeMap<>(record.bins()))).isNull();
        });
        return found;
    }

    private static Map<Integer, Map<String, Value>> read(AeroArrowClient client, ScanRequest request) {
        try (Stream<Record> records = client.scan(request).stream()) {
            return read(records);
        }
    }

    private static AeroArrowClient connect(EmbeddedAerospike server) {
        return AeroArrowClient.connect(
                ClientConfig.of(server.host(), server.port()).withTendInterval(Duration.ofMillis(250)));
    }

    private static void check(AeroArrowClient client) {
        load(client);
        assertThat(read(client, SCAN)).isEqualTo(expected(true));
        assertThat(read(client, SCAN.withEmptyRecords(EmptyRecords.DROP))).isEqualTo(expected(false));
        Filter z = Filter.bin("z").exists();
        assertThat(read(client, SCAN.withFilter(z)).keySet())
                .isEqualTo(new TreeMap<>(IntStream.range(0, RECORDS)
                                .filter(i -> i % 2 == 0)
                                .boxed()
                                .collect(Collectors.toMap(i -> i, i -> i)))
                        .keySet());
        for (int limit : new int[] {1, 10, 2_500, RECORDS, RECORDS + 1}) {
            assertThat(read(client, SCAN.withMaxRecords(limit))).hasSize(Math.min(limit, RECORDS));
        }
        assertThat(read(client, ScanRequest.of("test", SET).withBins(BinSelection.of(List.of("none")))))
                .hasSize(RECORDS);
    }

    @Test
    void readsRecordsWithoutAnySelectedBin(AerospikeServer server) {
        try (AeroArrowClient client = AeroArrowClient.connect(ClientConfig.of(server.host(), server.port()))) {
            check(client);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.1.0.3,8.1.0.3", "8.1.2.0,8.1.2.0", "8.1.2.0,8.1.0.3", "8.1.0.3,8.1.2.0"})
    void readsThemFromNodesOfAnyVersion(String versions) {
        Queue<DataRequest> requests = new ConcurrentLinkedQueue<>();
        try (EmbeddedAerospike server = EmbeddedAerospike.builder()
                        .nodes(2)
                        .eachNode(node -> node.observer(requests::add))
                        .cluster(cluster -> cluster.versions(versions.split(",", -1)))
                        .start();
                AeroArrowClient client = connect(server)) {
            check(client);
            requests.clear();
            read(client, SCAN);
            boolean onePass = versions.equals("8.1.2.0,8.1.2.0");
            assertThat(requests.stream().anyMatch(DataRequest::noBinData)).isEqualTo(!onePass);
            assertThat(requests)
                    .allSatisfy(request -> assertThat(request.filtered()).isEqualTo(request.noBinData()));
        }
    }

    @Test
    void readsEachRecordOnceWhileANodeReturnsWithAnOlderVersion() {
        try (EmbeddedAerospike server = EmbeddedAerospike.builder()
                        .nodes(2)
                        .eachNode(node -> node.version("8.1.2.0").queryFrameBytes(1_000))
                        .start();
                AeroArrowClient client = connect(server)) {
            load(client);
            EmbeddedCluster cluster = server.cluster();
            try (RecordStream records = client.scan(SCAN)) {
                Iterator<Record> iterator = records.iterator();
                List<Record> all = new ArrayList<>(List.of(iterator.next()));
                cluster.version(1, "8.1.0.3");
                cluster.kill(1);
                cluster.restart(1);
                cluster.version(0, "8.1.0.3");
                cluster.kill(0);
                cluster.restart(0);
                while (!client.capabilities().lowestBuild().equals("8.1.0.3")) {
                    Thread.onSpinWait();
                }
                iterator.forEachRemaining(all::add);
                assertThat(read(all.stream())).isEqualTo(expected(true));
            }
        }
    }
}
