package io.aeroarrow.arrow;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.policy.ClientPolicy;
import com.aerospike.client.policy.WritePolicy;
import com.aerospike.client.query.IndexCollectionType;
import com.aerospike.client.query.IndexType;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.policy.ClientConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * The server that the tests run on: named, in a container, or embedded; with the official client to write by and to compare
 * with, and ours.
 */
final class TestCluster implements AutoCloseable {

    static final String NAMESPACE = "test";
    private static final int PATIENCE_MILLIS = 30_000;
    /** Names are used again from run to run, as a server has room for few; other work trees have other ones. */
    private static final String SETS =
            "c" + Integer.toUnsignedString(System.getProperty("user.dir").hashCode(), Character.MAX_RADIX) + "_";

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final AerospikeServer server;
    private final AerospikeClient official;
    private final BufferAllocator allocator = new RootAllocator();
    private final AeroArrow aero;
    private final List<String> sets = new ArrayList<>();
    private final List<String> indexes = new ArrayList<>();

    private TestCluster(AerospikeServer server) {
        this.server = server;
        official = new AerospikeClient(patient(), host(), port());
        aero = AeroArrow.connect(config(), allocator);
    }

    /** A busy machine is no fault of anybody. */
    private static ClientPolicy patient() {
        ClientPolicy policy = new ClientPolicy();
        policy.timeout = PATIENCE_MILLIS;
        policy.readPolicyDefault.setTimeout(PATIENCE_MILLIS);
        policy.writePolicyDefault.setTimeout(PATIENCE_MILLIS);
        policy.batchPolicyDefault.setTimeout(PATIENCE_MILLIS);
        policy.infoPolicyDefault.timeout = PATIENCE_MILLIS;
        return policy;
    }

    /** Closing it leaves the server to its owner. */
    static TestCluster open(AerospikeServer server) {
        return new TestCluster(server);
    }

    AerospikeClient official() {
        return official;
    }

    AeroArrowView aero() {
        return aero;
    }

    BufferAllocator allocator() {
        return allocator;
    }

    ClientConfig config() {
        return ClientConfig.of(host(), port());
    }

    String host() {
        return server.host();
    }

    int port() {
        return server.port();
    }

    /** The name of a set that is empty, whatever an earlier run has left. */
    String newSet() {
        String set = SETS + NUMBERS.getAndIncrement();
        sets.add(set);
        official.truncate(null, NAMESPACE, set, null);
        return set;
    }

    /** Makes an index, and waits until it can be read. */
    String newIndex(String set, String bin, IndexType type, IndexCollectionType part) {
        String name = "i_" + set + "_" + indexes.size();
        official.createIndex(null, NAMESPACE, set, name, bin, type, part).waitTillComplete(50);
        indexes.add(set + " " + name);
        return name;
    }

    /** Writes a record with its user key. */
    void put(String set, Object key, Bin... bins) {
        WritePolicy policy = new WritePolicy();
        policy.sendKey = true;
        official.put(policy, key(set, key), bins);
    }

    static Key key(String set, Object key) {
        return new Key(NAMESPACE, set, com.aerospike.client.Value.get(key));
    }

    @Override
    public void close() {
        aero.close();
        indexes.stream()
                .map(index -> index.split(" ", 2))
                .forEach(index -> official.dropIndex(null, NAMESPACE, index[0], index[1]));
        sets.forEach(set -> official.truncate(null, NAMESPACE, set, null));
        official.close();
        // Fails if any vector is still open.
        allocator.close();
    }
}
