package io.aeroarrow.bench.analytics;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.policy.ClientPolicy;
import io.aeroarrow.bench.measure.BenchmarkServer;
import io.aeroarrow.bench.measure.Drain;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.policy.ClientConfig;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** One connected client of each kind. */
record Clients(AeroArrowClient aero, AerospikeClient official, Drain drain, BufferAllocator allocator)
        implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;

    static Clients connect(BenchmarkServer server) {
        ClientPolicy policy = new ClientPolicy();
        policy.batchPolicyDefault.setTimeout(TIMEOUT_MILLIS);
        return new Clients(
                AeroArrowClient.connect(ClientConfig.of(server.host(), server.port())),
                new AerospikeClient(policy, server.host(), server.port()),
                new Drain(server.host(), server.port()),
                new RootAllocator());
    }

    @Override
    public void close() {
        aero.close();
        official.close();
        drain.close();
        allocator.close();
    }
}
