package io.aeroarrow.embedded;

import io.aeroarrow.embedded.fault.Faults;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Aerospike in this JVM, in memory only: one node, or a cluster of several nodes. Tests start here; {@link #node} and
 * {@link #cluster} give access to a single node and to the cluster.
 */
public final class EmbeddedAerospike implements AutoCloseable {
    private final @Nullable EmbeddedServer single;
    private final @Nullable EmbeddedCluster cluster;

    private EmbeddedAerospike(@Nullable EmbeddedServer single, @Nullable EmbeddedCluster cluster) {
        this.single = single;
        this.cluster = cluster;
    }

    /** Starts one node with the namespace "test" on a free port of 127.0.0.1, without security. */
    public static EmbeddedAerospike start() {
        return builder().start();
    }

    /** Returns a builder with the defaults of {@link #start()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the numeric address of the first node. */
    public String host() {
        return addresses().get(0).getAddress().getHostAddress();
    }

    /** Returns the port of the first node. */
    public int port() {
        return addresses().get(0).getPort();
    }

    /** Returns the addresses of all nodes, in order of their numbers. Stopped nodes are included. */
    public List<InetSocketAddress> addresses() {
        return single != null
                ? List.of(new InetSocketAddress(single.host(), single.port()))
                : cluster().addresses();
    }

    /**
     * Returns a running node.
     *
     * @param number the node's number, from 0
     * @throws IndexOutOfBoundsException if there is no such node
     * @throws IllegalStateException if the node is stopped
     */
    public EmbeddedServer node(int number) {
        if (single == null) {
            return cluster().server(number);
        }
        if (number != 0) {
            throw new IndexOutOfBoundsException("node " + number + " does not exist: there is only node 0");
        }
        return single;
    }

    /**
     * Returns the cluster, which stops, restarts and adds nodes and moves partitions.
     *
     * @throws IllegalStateException if there is only one node
     */
    public EmbeddedCluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException("a single node is not a cluster: call nodes(n) of the builder, with n > 1");
        }
        return cluster;
    }

    /**
     * Returns the faults of a node, to add to; none are set at first. A node of a cluster keeps them over a restart.
     *
     * @param number the node's number, from 0
     */
    public Faults faults(int number) {
        return cluster == null ? node(number).faults() : cluster.faults(number);
    }

    /** Returns the faults of the first node, as {@link #faults(int)}. */
    public Faults faults() {
        return faults(0);
    }

    /**
     * Returns a loader that fills a set from maps, CSV or JSON lines.
     *
     * @param namespace the name of a configured namespace
     * @param set the set's name; empty for records without a set
     * @throws IllegalArgumentException if the namespace does not exist
     * @throws IllegalStateException if all nodes of a cluster are stopped
     */
    public RecordLoader load(String namespace, String set) {
        return cluster == null ? node(0).load(namespace, set) : cluster.load(namespace, set);
    }

    /** Returns the number of records in all namespaces. Replicas are not counted. */
    public long objects() {
        return cluster == null ? node(0).objects() : cluster.objects();
    }

    /** Stops all nodes and returns when their threads have ended. All records are lost. */
    @Override
    public void close() {
        if (single != null) {
            single.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    /** Collects the settings. Settings that are not made keep their defaults. */
    public static final class Builder {
        private int nodes = 1;
        private UnaryOperator<ServerConfig.Builder> node = UnaryOperator.identity();
        private UnaryOperator<EmbeddedCluster.Builder> clustering = UnaryOperator.identity();

        private Builder() {}

        /**
         * Sets the number of nodes. Default: 1. Two or more nodes form a cluster with two copies of each partition.
         *
         * @throws IllegalArgumentException if the number is less than 1
         */
        public Builder nodes(int count) {
            if (count < 1) {
                throw new IllegalArgumentException(count + " nodes are not allowed: use 1 or more");
            }
            this.nodes = count;
            return this;
        }

        /** Sets the names of all namespaces, as {@link ServerConfig.Builder#namespaces}. Default: "test". */
        public Builder namespaces(String... names) {
            return eachNode(config -> config.namespaces(names));
        }

        /**
         * Sets the version of Aerospike that all nodes speak as. Default: "8.1.0.3". {@link EmbeddedCluster.Builder#versions} sets it by
         * node.
         *
         * @param build as in {@link ServerConfig.Builder#version}
         */
        public Builder version(String build) {
            return eachNode(config -> config.version(build));
        }

        /** Enables security with these users. Default: no security. */
        public Builder users(ServerSecurity users) {
            return eachNode(config -> config.security(users));
        }

        /** Encrypts all connections. Default: no TLS. */
        public Builder tls(ServerTls certificates) {
            return eachNode(config -> config.tls(certificates));
        }

        /** Changes the configuration of each node. Several calls apply in order. */
        public Builder eachNode(UnaryOperator<ServerConfig.Builder> change) {
            UnaryOperator<ServerConfig.Builder> before = node;
            this.node = config -> change.apply(before.apply(config));
            return this;
        }

        /** Changes the configuration of the cluster. Several calls apply in order. Without effect for a single node. */
        public Builder cluster(UnaryOperator<EmbeddedCluster.Builder> change) {
            UnaryOperator<EmbeddedCluster.Builder> before = clustering;
            this.clustering = config -> change.apply(before.apply(config));
            return this;
        }

        /** Starts all nodes and returns when their ports are open. */
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
