package io.aeroarrow.embedded;

import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.internal.cluster.ClusterTopology;
import io.aeroarrow.embedded.internal.cluster.MigrationTimer;
import io.aeroarrow.embedded.internal.store.Namespaces;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of several nodes in this JVM, each on its own port. A test kills, restarts, adds and removes nodes and moves
 * partitions; clients then see what a real cluster shows. A node's number counts from 0 in the order of addition and never changes.
 * Methods that take a number throw {@link IndexOutOfBoundsException} if there is no such node. Safe for use by several threads.
 */
public final class EmbeddedCluster implements AutoCloseable {
    private final Namespaces namespaces;
    private final ClusterTopology topology;
    private final ClusterNodes nodes;
    private final @Nullable MigrationTimer timer;

    private EmbeddedCluster(Builder builder) {
        ServerConfig config = builder.setup.apply(ServerConfig.builder()).build();
        boolean slow = !builder.migrationTime.isZero();
        this.namespaces = EmbeddedServer.namespaces(config);
        this.topology = new ClusterTopology(
                config.namespaces, builder.replicationFactor, builder.durable, slow, namespaces::drop);
        this.nodes = new ClusterNodes(builder.setup, builder.clusterName, builder.firstPort, topology, namespaces);
        this.timer = slow ? new MigrationTimer(topology, builder.migrationTime) : null;
    }

    /** Returns a builder. Default: three nodes with two copies of each partition. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts a cluster with this number of nodes (1 or more) and the other defaults. */
    public static EmbeddedCluster start(int nodes) {
        return builder().nodes(nodes).start();
    }

    /** Returns the addresses of all nodes by number. Stopped nodes are included; they refuse connections. */
    public synchronized List<InetSocketAddress> addresses() {
        return nodes.all().stream().map(ClusterNode::address).toList();
    }

    /**
     * Returns the server of a running node.
     *
     * @throws IllegalStateException if the node is stopped
     */
    public synchronized EmbeddedServer server(int node) {
        return nodes.get(node).server();
    }

    /** Returns the faults of a node, to add to. A restart keeps them. */
    public synchronized Faults faults(int node) {
        return nodes.get(node).faults();
    }

    /** Whether a node is running. */
    public synchronized boolean isRunning(int node) {
        return nodes.get(node).isRunning();
    }

    /** Returns the number of nodes, stopped nodes included. */
    public synchronized int size() {
        return nodes.all().size();
    }

    /** Returns the number of records in all namespaces. Replicas are not counted. */
    public long objects() {
        return namespaces.objects();
    }

    /**
     * Returns a loader for a set.
     *
     * @param namespace the name of a configured namespace
     * @param set the set's name; empty for records without a set
     * @throws IllegalArgumentException if the namespace does not exist
     * @throws IllegalStateException if all nodes are stopped
     */
    public synchronized RecordLoader load(String namespace, String set) {
        return nodes.all().stream()
                .filter(ClusterNode::isRunning)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("all nodes are stopped: restart one first"))
                .server()
                .load(namespace, set);
    }

    /** Returns the number of the node that is the master of a partition; empty if no node holds the partition. */
    public OptionalInt master(String namespace, int partition) {
        return holder(namespace, 0, partition);
    }

    /** Returns the number of the node that holds a copy of a partition; empty for none. Replica 0 is the master. */
    public synchronized OptionalInt holder(String namespace, int replica, int partition) {
        return IntStream.range(0, nodes.all().size())
                .filter(node -> nodes.get(node).member().holds(namespace, replica, partition))
                .findFirst();
    }

    /** Stops a node like a process that dies: its connections are cut. The other nodes notice at once. */
    public synchronized void kill(int node) {
        killUnnoticed(node);
        noticeDeaths();
    }

    /** Stops all nodes at the same moment, as {@link #kill}. */
    public synchronized void killAll() {
        for (int node = 0; node < nodes.all().size(); node++) {
            killUnnoticed(node);
        }
        noticeDeaths();
    }

    /**
     * Stops a node; the other nodes do not notice until {@link #noticeDeaths}. Until then they publish it as a peer and answer
     * requests that need it with a timeout (result code 9).
     */
    public synchronized void killUnnoticed(int node) {
        topology.died(nodes.get(node).member());
        nodes.get(node).stop();
    }

    /** Lets the other nodes notice all stopped nodes: replicas become masters, and new copies are made. */
    public synchronized void noticeDeaths() {
        topology.noticed(nodes.stopped().stream().map(ClusterNode::member).toList());
    }

    /** Restarts a stopped node with the same id, port and rack. Its counters start again. */
    public synchronized void restart(int node) {
        noticeDeaths();
        nodes.start(List.of(nodes.get(node)));
    }

    /**
     * Sets the version of a node from its next start on, as an upgrade does.
     *
     * @param build as in {@link ServerConfig.Builder#version}
     */
    public synchronized void version(int node, String build) {
        ServerVersion.of(build);
        nodes.get(node).version(build);
    }

    /** Restarts all stopped nodes at the same moment. */
    public synchronized void restartAll() {
        noticeDeaths();
        nodes.start(nodes.stopped());
    }

    /** Adds and starts a node without a rack, and returns its number. */
    public int add() {
        return add(OptionalInt.empty());
    }

    /**
     * Adds and starts a node, and returns its number.
     *
     * @param rack the rack id; empty for none
     */
    public synchronized int add(OptionalInt rack) {
        ClusterNode node = nodes.add(rack);
        nodes.start(List.of(node));
        return nodes.all().size() - 1;
    }

    /**
     * Migrates all partitions of a node to the others, then stops it. No record is lost.
     *
     * @throws IllegalStateException if it is the last node
     */
    public synchronized void leave(int node) {
        topology.leave(nodes.get(node).member());
        nodes.get(node).stop();
    }

    /** Makes a node the master of a partition at once, in place of the current master. */
    public synchronized void moveMaster(String namespace, int partition, int node) {
        topology.moveMaster(namespace, partition, nodes.get(node).member());
    }

    /** Distributes all partitions over the nodes at random. The same seed gives the same distribution. */
    public synchronized void rebalance(long seed) {
        topology.rebalance(seed);
    }

    /** Stops migrations: partitions stay on their nodes until {@link #migrate} or {@link #resumeMigrations}. */
    public void holdMigrations() {
        topology.hold(true);
    }

    /**
     * Migrates partitions now, even while migrations are stopped.
     *
     * @param partitions the most partitions to migrate, for each namespace
     * @return how many partitions still have to migrate
     */
    public int migrate(int partitions) {
        return topology.migrate(partitions);
    }

    /** Resumes migrations. */
    public void resumeMigrations() {
        topology.hold(false);
    }

    /** Stops all nodes and loses all records. */
    @Override
    public synchronized void close() {
        if (timer != null) {
            timer.close();
        }
        nodes.all().forEach(ClusterNode::close);
    }

    /** Collects the settings. Settings that are not made keep their defaults. */
    public static final class Builder {
        private int nodes = 3;
        private int replicationFactor = 2;
        private boolean durable;
        private Duration migrationTime = Duration.ZERO;
        private List<Integer> racks = List.of();
        private String clusterName = "embedded";
        private int firstPort;
        private List<String> versions = List.of();
        private UnaryOperator<ServerConfig.Builder> setup = UnaryOperator.identity();

        private Builder() {}

        /** Sets the number of nodes at the start; 1 or more. Default: 3. */
        public Builder nodes(int count) {
            ConfigChecks.require(count > 0, count + " nodes are not allowed: use 1 or more");
            this.nodes = count;
            return this;
        }

        /** Sets the number of copies of each partition; 1 or more. With fewer nodes there are fewer copies. Default: 2. */
        public Builder replicationFactor(int copies) {
            ConfigChecks.require(copies > 0, "replication factor " + copies + " is not allowed: use 1 or more");
            this.replicationFactor = copies;
            return this;
        }

        /** Sets the racks of the first nodes, by number. Copies of a partition are on different racks. Default: no racks. */
        public Builder racks(Integer... ids) {
            this.racks = List.of(ids);
            return this;
        }

        /**
         * Sets the versions of the first nodes, by number, as {@link ServerConfig.Builder#version}. Default: the version that
         * {@link #eachNode} sets, for all nodes.
         */
        public Builder versions(String... builds) {
            this.versions = List.of(builds);
            return this;
        }

        /**
         * Keeps the records of a partition when its last copy is lost: the partition is unavailable until the node restarts. Default:
         * the records are lost and the partition is empty, as with namespaces in memory.
         */
        public Builder durable() {
            this.durable = true;
            return this;
        }

        /** Sets how long the migration of all partitions takes. Default: zero, at once. */
        public Builder migrationTime(Duration time) {
            ConfigChecks.require(!time.isNegative(), "migration time " + time + " is negative: use zero or more");
            this.migrationTime = time;
            return this;
        }

        /** Sets the port of the first node, from 0 to 65535; further nodes take the next ports. Default: 0, free ports. */
        public Builder firstPort(int number) {
            ConfigChecks.require(number >= 0 && number <= 0xffff, "port " + number + " is not allowed: use 0 to 65535");
            this.firstPort = number;
            return this;
        }

        /** Sets the name of the cluster. Default: "embedded". */
        public Builder clusterName(String name) {
            this.clusterName = name;
            return this;
        }

        /** Sets a change of each node's configuration. The cluster sets the id, port, faults and cluster name itself. */
        public Builder eachNode(UnaryOperator<ServerConfig.Builder> change) {
            this.setup = change;
            return this;
        }

        /** Starts all nodes and returns when they form a cluster. */
        public EmbeddedCluster start() {
            EmbeddedCluster cluster = new EmbeddedCluster(this);
            try {
                List<ClusterNode> first = IntStream.range(0, nodes)
                        .mapToObj(node -> cluster.nodes.add(
                                node < racks.size() ? OptionalInt.of(racks.get(node)) : OptionalInt.empty()))
                        .toList();
                for (int node = 0; node < Math.min(nodes, versions.size()); node++) {
                    cluster.version(node, versions.get(node));
                }
                cluster.nodes.start(first);
                return cluster;
            } catch (RuntimeException e) {
                cluster.close();
                throw e;
            }
        }
    }
}
