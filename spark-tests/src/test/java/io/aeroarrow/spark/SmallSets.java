package io.aeroarrow.spark;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.policy.ClientPolicy;
import com.aerospike.client.policy.WritePolicy;
import io.aeroarrow.embedded.EmbeddedServer;

/** Sets of a few records, written by the official client. */
final class SmallSets {

    private SmallSets() {}

    /** Records 0 to n-1, whose user keys are stored, with the bins id (an integer) and name (a string). */
    static void write(EmbeddedServer server, String set, int records) {
        ClientPolicy patient = new ClientPolicy();
        patient.timeout = 30_000;
        patient.writePolicyDefault.setTimeout(30_000);
        WritePolicy withKey = new WritePolicy(patient.writePolicyDefault);
        withKey.sendKey = true;
        try (AerospikeClient client = new AerospikeClient(patient, server.host(), server.port())) {
            for (int i = 0; i < records; i++) {
                client.put(
                        withKey,
                        new Key("test", set.isEmpty() ? null : set, i),
                        new Bin("id", i),
                        new Bin("name", "n" + i));
            }
        }
    }
}
