package io.aeroarrow.embedded;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Host;
import com.aerospike.client.policy.ClientPolicy;
import io.aeroarrow.embedded.junit.AerospikeServer;

/** Connects the official client, with long timeouts for busy machines. */
final class OfficialClient {

    private static final int PATIENCE_MILLIS = 30_000;

    private OfficialClient() {}

    static AerospikeClient connect(EmbeddedServer server) {
        return connect(server.host(), server.port());
    }

    static AerospikeClient connect(AerospikeServer server) {
        return connect(server.host(), server.port());
    }

    private static AerospikeClient connect(String host, int port) {
        return new AerospikeClient(patient(new ClientPolicy()), new Host(host, port));
    }

    static ClientPolicy patient(ClientPolicy policy) {
        policy.timeout = PATIENCE_MILLIS;
        policy.readPolicyDefault.setTimeout(PATIENCE_MILLIS);
        policy.writePolicyDefault.setTimeout(PATIENCE_MILLIS);
        policy.batchPolicyDefault.setTimeout(PATIENCE_MILLIS);
        policy.infoPolicyDefault.timeout = PATIENCE_MILLIS;
        return policy;
    }
}
