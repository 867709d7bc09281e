package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.policy.ScanPolicy;
import com.aerospike.client.query.RecordSet;
import com.aerospike.client.query.Statement;
import io.aeroarrow.embedded.observe.DataRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Observation of a client's requests, and answers of many small frames. */
final class ObserverTest {
    private static final String SET = "observed";
    private static final int RECORDS = 200;

    private final Queue<DataRequest> requests = new ConcurrentLinkedQueue<>();
    private EmbeddedServer server;
    private AerospikeClient client;

    @BeforeEach
    void start() {
        // Frames this small make every query one of many frames.
        server = EmbeddedServer.start(ServerConfig.builder()
                .queryFrameBytes(500)
                .observer(requests::add)
                .build());
        client = OfficialClient.connect(server);
        for (int i = 0; i < RECORDS; i++) {
            client.put(null, key(i), new Bin("a", i), new Bin("name", "record " + i));
        }
        requests.clear();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void observesBatches() {
        client.get(null, new Key[] {key(1), key(2), key(RECORDS)}, "a", "none");

        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.kind()).isEqualTo(DataRequest.Kind.BATCH);
            assertThat(request.namespace()).isEqualTo("test");
            assertThat(request.set()).isEqualTo(SET);
            assertThat(request.bins()).containsExactly("a", "none");
            assertThat(request.rows()).isEqualTo(3);
        });
    }

    @Test
    void observesQueries() {
        Statement statement = new Statement();
        statement.setNamespace("test");
        statement.setSetName(SET);
        statement.setBinNames("a", "none");
        int found = 0;
        try (RecordSet records = client.query(null, statement)) {
            while (records.next()) {
                assertThat(records.getRecord().bins).containsOnlyKeys("a");
                found++;
            }
        }

        assertThat(found).isEqualTo(RECORDS);
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.kind()).isEqualTo(DataRequest.Kind.QUERY);
            assertThat(request.bins()).containsExactly("a", "none");
            assertThat(request.partitions()).isEqualTo(4096);
            assertThat(request.filtered()).isFalse();
            assertThat(request.noBinData()).isFalse();
            assertThat(request.maxRecords()).isZero();
        });
    }

    @Test
    void observesScansWithoutBins() {
        ScanPolicy policy = new ScanPolicy();
        policy.includeBinData = false;
        List<Key> found = Collections.synchronizedList(new ArrayList<>());
        client.scanAll(policy, "test", SET, (key, record) -> found.add(key));

        assertThat(found).hasSize(RECORDS);
        assertThat(requests)
                .singleElement()
                .satisfies(request -> assertThat(request.noBinData()).isTrue());
    }

    private static Key key(int user) {
        return new Key("test", SET, user);
    }
}
