package io.aeroarrow.arrow;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.policy.ClientPolicy;
import com.aerospike.client.policy.WritePolicy;
import com.aerospike.client.query.IndexCollectionType;
import com.aerospike.client.query.IndexType;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.model.ClientConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The server that AEROSPIKE_HOST and AEROSPIKE_PORT name, or an embedded one; with the official client to write by and
 * to compare with, and ours.
 */
final class TestCluster implements AutoCloseable {

    static final String NAMESPACE = "test";
    private static final int PATIENCE_MILLIS = 30_000;
    private static final AtomicLong SETS = new AtomicLong(System.nanoTime());

    private final @Nullable EmbeddedServer embedded;
    private final AerospikeClient official;
    private final BufferAllocator allocator = new RootAllocator();
    private final AeroArrow aero;
    private final List<String> sets = new ArrayList<>();
    private final List<String> indexes = new ArrayList<>();
    private final String host;
    private final int port;

    private TestCluster(@Nullable EmbeddedServer embedded, String host, int port) {
        this.embedded = embedded;
        this.host = host;
        this.port = port;
        official = new AerospikeClient(patient(), host, port);
        aero = AeroArrow.connect(ClientConfig.of(host, port), allocator);
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

    static TestCluster open() {
        String host = System.getenv("AEROSPIKE_HOST");
        if (host != null && !host.isEmpty()) {
            String port = System.getenv().getOrDefault("AEROSPIKE_PORT", "3000");
            return new TestCluster(null, host, Integer.parseInt(port));
        }
        EmbeddedServer server = EmbeddedServer.start();
        return new TestCluster(server, server.host(), server.port());
    }

    AerospikeClient official() {
        return official;
    }

    AeroArrow aero() {
        return aero;
    }

    BufferAllocator allocator() {
        return allocator;
    }

    ClientConfig config() {
        return ClientConfig.of(host, port);
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** The name of a set that nobody has used. */
    String newSet() {
        String set =
                "c" + Long.toString(SETS.getAndIncrement(), Character.MAX_RADIX).toLowerCase(Locale.ROOT);
        sets.add(set);
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
        if (embedded != null) {
            embedded.close();
        }
        // Fails if any vector is still open.
        allocator.close();
    }
}
