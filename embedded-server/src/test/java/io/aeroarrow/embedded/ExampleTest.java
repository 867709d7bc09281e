package io.aeroarrow.embedded;

import static io.aeroarrow.embedded.fault.FaultTarget.on;
import static io.aeroarrow.embedded.fault.Occurrence.times;
import static io.aeroarrow.embedded.fault.RequestType.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Operation;
import com.aerospike.client.Record;
import com.aerospike.client.policy.ClientPolicy;
import com.aerospike.client.policy.WritePolicy;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultRule;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An example of an application's tests: the application counts visits and must not lose one when nodes or disks fail. */
final class ExampleTest {

    /** The application under test. */
    private record Visits(AerospikeClient client) {
        long count(String page) {
            WritePolicy patient = new WritePolicy();
            patient.maxRetries = 5;
            patient.sleepBetweenRetries = 20;
            patient.totalTimeout = 10_000;
            Record after = client.operate(
                    patient,
                    new Key("test", "visits", page),
                    Operation.add(new Bin("visits", 1)),
                    Operation.get("visits"));
            return after.getLong("visits");
        }
    }

    private EmbeddedCluster cluster;
    private AerospikeClient client;

    @BeforeEach
    void start() {
        cluster = EmbeddedCluster.start(3);
        ClientPolicy policy = new ClientPolicy();
        policy.timeout = 30_000;
        client = new AerospikeClient(policy, "127.0.0.1", cluster.server(0).port());
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void keepsCountingWhenNodesDie() {
        Visits visits = new Visits(client);
        assertThat(visits.count("home")).isEqualTo(1);

        cluster.kill(1);
        assertThat(visits.count("home")).isEqualTo(2);

        cluster.restart(1);
        cluster.kill(2);
        assertThat(visits.count("home")).isEqualTo(3);
    }

    @Test
    void keepsCountingWhenADiskIsOverloaded() {
        List<FaultRule> overloads = IntStream.range(0, 3)
                .mapToObj(node -> cluster.faults(node).add(Fault.result(18), on(WRITE), times(2)))
                .toList();
        Visits visits = new Visits(client);
        for (int i = 1; i <= 3; i++) {
            assertThat(visits.count("page " + i)).isEqualTo(1);
        }
        assertThat(overloads.stream().mapToInt(FaultRule::hits)).anyMatch(hits -> hits > 0);
    }
}
