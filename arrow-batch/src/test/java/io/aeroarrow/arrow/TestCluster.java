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
 * The server of the tests, with the official client and this project's client. The server is a given one, one in a
 * container, or embedded.
 */
final class TestCluster implements AutoCloseable {

    static final String NAMESPACE = "test";
    private static final int PATIENCE_MILLIS = 30_000;
    /** Set names are reused in each run, as a server allows few sets. Each work tree has its own names. */
    private static final String SETS =
            "c" + Integer.toUnsignedString(System.getProperty("user.dir").hashCode(), Character.MAX_RADIX) + "_";

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String host;
    private final int port;
    private final AerospikeClient official;
    private final BufferAllocator allocator = new RootAllocator();
    private final AeroArrow aero;
    private final List<String> sets = new ArrayList<>();
    private final List<String> indexes = new ArrayList<>();

    private TestCluster(String host, int port) {
        this.host = host;
        this.port = port;
        official = new AerospikeClient(patient(), host(), port());
        aero = AeroArrow.connect(config(), allocator);
    }

    /** A busy machine must not fail a test, so all timeouts are long. */
    private static ClientPolicy patient() {
        ClientPolicy policy = new ClientPolicy();
        policy.timeout = PATIENCE_MILLIS;
        policy.readPolicyDefault.setTimeout(PATIENCE_MILLIS);
        policy.writePolicyDefault.setTimeout(PATIENCE_MILLIS);
        policy.batchPolicyDefault.setTimeout(PATIENCE_MILLIS);
        policy.infoPolicyDefault.timeout = PATIENCE_MILLIS;
        return policy;
    }

    /** Connects to a server, which remains the caller's. */
    static TestCluster open(AerospikeServer server) {
        return open(server.host(), server.port());
    }

    /** Connects to a server by its address. */
    static TestCluster open(String host, int port) {
        return new TestCluster(host, port);
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
        return host;
    }

    int port() {
        return port;
    }

    /** Returns the name of an empty set. */
    String newSet() {
        String set = SETS + NUMBERS.getAndIncrement();
        sets.add(set);
        official.truncate(null, NAMESPACE, set, null);
        return set;
    }

    /** Creates an index, and waits until it is readable. */
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
        // Fails if a vector is still open.
        allocator.close();
    }
}
