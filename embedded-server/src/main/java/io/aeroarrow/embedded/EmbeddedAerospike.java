package io.aeroarrow.embedded;

import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.load.RecordLoader;
import io.aeroarrow.embedded.security.Security;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Aerospike in this JVM, in memory only: one node, or a cluster of several. The way in for tests; {@link #node} and {@link #cluster}
 * lead to all that a node and a cluster can be told.
 */
public final class EmbeddedAerospike implements AutoCloseable {
    private final @Nullable EmbeddedServer single;
    private final @Nullable EmbeddedCluster cluster;

    private EmbeddedAerospike(@Nullable EmbeddedServer single, @Nullable EmbeddedCluster cluster) {
        this.single = single;
        this.cluster = cluster;
    }

    /** One node with the namespace "test" on a free port of 127.0.0.1; it lets everybody in. */
    public static EmbeddedAerospike start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Where the first node listens. */
    public String host() {
        return addresses().get(0).getAddress().getHostAddress();
    }

    /** Where the first node listens. */
    public int port() {
        return addresses().get(0).getPort();
    }

    /** Where the nodes listen, by their number. */
    public List<InetSocketAddress> addresses() {
        return single != null
                ? List.of(new InetSocketAddress(single.host(), single.port()))
                : cluster().addresses();
    }

    /** A node that runs, by its number from 0. */
    public EmbeddedServer node(int number) {
        if (single == null) {
            return cluster().server(number);
        }
        if (number != 0) {
            throw new IndexOutOfBoundsException("node " + number + " of one");
        }
        return single;
    }

    /**
     * What makes nodes die and come back and partitions move.
     *
     * @throws IllegalStateException if this is one node alone
     */
    public EmbeddedCluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException("one node alone is no cluster: say nodes(n) to the builder");
        }
        return cluster;
    }

    /** How a node misbehaves, by its number: not at all, until something is added. */
    public Faults faults(int number) {
        return cluster == null ? node(number).faults() : cluster.faults(number);
    }

    /** How the first node misbehaves. */
    public Faults faults() {
        return faults(0);
    }

    /**
     * What fills a set with records out of maps, CSV or JSON lines.
     *
     * @param set its name; empty for records without a set
     * @throws IllegalArgumentException if there is no such namespace
     */
    public RecordLoader load(String namespace, String set) {
        return cluster == null ? node(0).load(namespace, set) : cluster.load(namespace, set);
    }

    /** The number of records in all namespaces, each counted once. */
    public long objects() {
        return cluster == null ? node(0).objects() : cluster.objects();
    }

    /** Stops all nodes, and returns when their threads are gone. Nothing is kept. */
    @Override
    public void close() {
        if (single != null) {
            single.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    /** Collects what differs from the defaults. */
    public static final class Builder {
        private int nodes = 1;
        private UnaryOperator<ServerConfig.Builder> node = UnaryOperator.identity();
        private UnaryOperator<EmbeddedCluster.Builder> clustering = UnaryOperator.identity();

        private Builder() {}

        /** How many nodes there are; with more than one they are a cluster with two copies of each partition. */
        public Builder nodes(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("not allowed: " + count + " nodes");
            }
            this.nodes = count;
            return this;
        }

        /** The names of all namespaces. */
        public Builder namespaces(String... names) {
            return eachNode(config -> config.namespaces(names));
        }

        /** Lets nobody do anything without a login, as one of these users. */
        public Builder users(Security users) {
            return eachNode(config -> config.security(users));
        }

        /** Encrypts all connections. */
        public Builder tls(ServerTls certificates) {
            return eachNode(config -> config.tls(certificates));
        }

        /** Anything else that nodes can be told; adds to what was said before. */
        public Builder eachNode(UnaryOperator<ServerConfig.Builder> change) {
            UnaryOperator<ServerConfig.Builder> before = node;
            this.node = config -> change.apply(before.apply(config));
            return this;
        }

        /** Anything else that a cluster can be told; adds to what was said before, and counts with more than one node only. */
        public Builder cluster(UnaryOperator<EmbeddedCluster.Builder> change) {
            UnaryOperator<EmbeddedCluster.Builder> before = clustering;
            this.clustering = config -> change.apply(before.apply(config));
            return this;
        }

        /** Starts, and returns when all ports are open. */
        public EmbeddedAerospike start() {
            if (nodes == 1) {
                return new EmbeddedAerospike(
                        EmbeddedServer.start(node.apply(ServerConfig.builder()).build()), null);
            }
            EmbeddedCluster.Builder config = clustering.apply(EmbeddedCluster.builder());
            return new EmbeddedAerospike(
                    null, config.nodes(nodes).eachNode(node).start());
        }
    }
}
