package io.aeroarrow.bench.analytics;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.policy.ClientPolicy;
import io.aeroarrow.bench.Drain;
import io.aeroarrow.bench.Target;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.policy.ClientConfig;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** One client of each kind, connected once. */
record Clients(AeroArrowClient aero, AerospikeClient official, Drain drain, BufferAllocator allocator)
        implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;

    static Clients connect(Target target) {
        ClientPolicy policy = new ClientPolicy();
        policy.batchPolicyDefault.setTimeout(TIMEOUT_MILLIS);
        return new Clients(
                AeroArrowClient.connect(ClientConfig.of(target.host(), target.port())),
                new AerospikeClient(policy, target.host(), target.port()),
                new Drain(target.host(), target.port()),
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
