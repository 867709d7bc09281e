package io.aeroarrow.embedded;

import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.internal.cluster.ClusterMember;
import io.aeroarrow.embedded.internal.cluster.ClusterTopology;
import io.aeroarrow.embedded.internal.cluster.MigrationTimer;
import io.aeroarrow.embedded.internal.cluster.Peer;
import io.aeroarrow.embedded.internal.index.IndexRegistry;
import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.Namespaces;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Several nodes in this JVM that are one cluster, each on a port of its own. Nodes die, come back, join and leave, and
 * partitions move, when a test says so; what clients see then is what a real cluster shows them. Nodes are told apart by their
 * number, from 0 in the order in which they were added, and keep it for life.
 */
public final class EmbeddedCluster implements AutoCloseable {
    private final UnaryOperator<ServerConfig.Builder> setup;
    private final String clusterName;
    private final Namespaces namespaces;
    private final IndexRegistry indexes;
    private final ClusterTopology topology;
    private final List<ClusterNode> nodes = new ArrayList<>();
    private final @Nullable MigrationTimer pace;
    private final int firstPort;

    private EmbeddedCluster(Builder builder) {
        this.setup = builder.setup;
        this.clusterName = builder.clusterName;
        this.firstPort = builder.firstPort;
        ServerConfig config = setup.apply(ServerConfig.builder()).build();
        this.namespaces = EmbeddedServer.namespaces(config);
        this.indexes = new IndexRegistry(namespaces);
        boolean slow = !builder.migrationTime.isZero();
        this.topology =
                new ClusterTopology(config.namespaces(), builder.replicationFactor, builder.durable, slow, this::drop);
        this.pace = slow ? new MigrationTimer(topology, builder.migrationTime) : null;
    }

    /** Three nodes with two copies of each partition, unless told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** As {@link Builder#start} with nothing but the number of nodes. */
    public static EmbeddedCluster start(int nodes) {
        return builder().nodes(nodes).start();
    }

    /** The addresses of all nodes that were ever started, by number; those that are stopped refuse connections. */
    public synchronized List<InetSocketAddress> addresses() {
        return nodes.stream().map(ClusterNode::address).toList();
    }

    /** The server of a running node. */
    public synchronized EmbeddedServer server(int node) {
        return nodes.get(node).server();
    }

    /** How a node misbehaves, also after it was started again. */
    public synchronized Faults faults(int node) {
        return nodes.get(node).faults();
    }

    public synchronized boolean isRunning(int node) {
        return nodes.get(node).isRunning();
    }

    /** How many numbers of nodes there are, those of stopped nodes among them. */
    public synchronized int size() {
        return nodes.size();
    }

    /** The number of records in all namespaces, each counted once. */
    public long objects() {
        return namespaces.all().stream().mapToLong(Namespace::objects).sum();
    }

    /**
     * What fills a set with records; at least one node has to run.
     *
     * @param set its name; empty for records without a set
     * @throws IllegalArgumentException if there is no such namespace
     */
    public synchronized RecordLoader load(String namespace, String set) {
        return nodes.stream()
                .filter(ClusterNode::isRunning)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no node runs"))
                .server()
                .load(namespace, set);
    }

    /** The node that is the master of a partition; empty if no node holds it. */
    public OptionalInt master(String namespace, int partition) {
        return holder(namespace, 0, partition);
    }

    /** The node that holds a copy of a partition: 0 is the master, 1 the first replica. */
    public synchronized OptionalInt holder(String namespace, int replica, int partition) {
        return IntStream.range(0, nodes.size())
                .filter(node -> nodes.get(node).member().holds(namespace, replica, partition))
                .findFirst();
    }

    /** Cuts a node's connections in the middle of what they do, as the death of its process does; the others notice at once. */
    public synchronized void kill(int node) {
        killUnnoticed(node);
        noticeDeaths();
    }

    /** Kills all nodes at the same moment. */
    public synchronized void killAll() {
        for (int node = 0; node < nodes.size(); node++) {
            killUnnoticed(node);
        }
        noticeDeaths();
    }

    /**
     * Kills a node; until {@link #noticeDeaths} the others go on to name it and to count on it. Requests that need it are
     * answered with a timeout.
     */
    public synchronized void killUnnoticed(int node) {
        topology.died(nodes.get(node).member());
        nodes.get(node).stop();
    }

    /** The others notice which nodes are dead: replicas become masters, and new copies are made. */
    public synchronized void noticeDeaths() {
        topology.noticed(nodes.stream()
                .filter(node -> !node.isRunning())
                .map(ClusterNode::member)
                .toList());
    }

    /** Starts a stopped node again: the same id, port and rack, and new counters. */
    public synchronized void restart(int node) {
        noticeDeaths();
        start(List.of(nodes.get(node)));
    }

    /** Starts all stopped nodes again, at the same moment. */
    public synchronized void restartAll() {
        noticeDeaths();
        start(nodes.stream().filter(node -> !node.isRunning()).toList());
    }

    /** Adds a node without a rack, and returns its number. */
    public int add() {
        return add(OptionalInt.empty());
    }

    /** Adds a node, and returns its number. */
    public synchronized int add(OptionalInt rack) {
        ClusterNode node = create(rack);
        start(List.of(node));
        return nodes.size() - 1;
    }

    /** Has a node hand over all it holds, then stops it. No record is lost, however few copies there are. */
    public synchronized void leave(int node) {
        topology.leave(nodes.get(node).member());
        nodes.get(node).stop();
    }

    /** Makes a node the master of a partition at once, in the place of the one before. */
    public synchronized void moveMaster(String namespace, int partition, int node) {
        topology.moveMaster(namespace, partition, nodes.get(node).member());
    }

    /** Shuffles all partitions over the nodes; the same seed gives the same places. */
    public synchronized void rebalance(long seed) {
        topology.rebalance(seed);
    }

    /** From now on partitions stay where they are when the cluster changes, until {@link #migrate} or {@link #resumeMigrations}. */
    public void holdMigrations() {
        topology.hold(true);
    }

    /** Moves up to so many partitions to where they belong; returns how many are left to move. */
    public int migrate(int partitions) {
        return topology.migrate(partitions);
    }

    /** Lets partitions move by themselves again. */
    public void resumeMigrations() {
        topology.hold(false);
    }

    private ClusterNode create(OptionalInt rack) {
        String nodeId = "E" + Integer.toHexString(nodes.size() + 1).toUpperCase(java.util.Locale.ROOT);
        int port = firstPort == 0 ? 0 : firstPort + nodes.size();
        ClusterNode node = new ClusterNode(topology.add(nodeId, rack), port, this::config, namespaces, indexes);
        nodes.add(node);
        return node;
    }

    private ServerConfig config(String nodeId, int port, Faults faults) {
        return setup.apply(ServerConfig.builder())
                .nodeId(nodeId)
                .clusterName(clusterName)
                .port(port)
                .faults(faults)
                .build();
    }

    private void start(Collection<ClusterNode> starting) {
        Map<ClusterMember, Peer> joining = new LinkedHashMap<>();
        starting.forEach(node -> joining.put(node.member(), node.start()));
        topology.join(joining);
    }

    private void drop(String namespace, int partition) {
        Namespace owner = namespaces.find(namespace);
        if (owner != null) {
            owner.drop(partition);
        }
    }

    /** Stops all nodes. */
    @Override
    public synchronized void close() {
        if (pace != null) {
            pace.close();
        }
        nodes.forEach(ClusterNode::close);
    }

    /** Collects what differs from the defaults. */
    public static final class Builder {
        private int nodes = 3;
        private int replicationFactor = 2;
        private boolean durable;
        private Duration migrationTime = Duration.ZERO;
        private List<Integer> racks = List.of();
        private String clusterName = "embedded";
        private int firstPort;
        private UnaryOperator<ServerConfig.Builder> setup = UnaryOperator.identity();

        private Builder() {}

        /** How many nodes there are at first. */
        public Builder nodes(int count) {
            require(count > 0, count + " nodes");
            this.nodes = count;
            return this;
        }

        /** The copies of each partition, if there are nodes enough. */
        public Builder replicationFactor(int copies) {
            require(copies > 0, "replication factor " + copies);
            this.replicationFactor = copies;
            return this;
        }

        /** The rack of each of the first nodes, by number; the replicas of a partition are on different racks. */
        public Builder racks(Integer... ids) {
            this.racks = List.of(ids);
            return this;
        }

        /**
         * Partitions whose last copy dies wait for its node to come back, and cannot be reached until then. Otherwise nodes keep
         * records in memory alone, and such partitions are empty from then on.
         */
        public Builder durable() {
            this.durable = true;
            return this;
        }

        /** How long it takes to move all partitions; zero, the default, is at once. */
        public Builder migrationTime(Duration time) {
            require(!time.isNegative(), "migration time " + time);
            this.migrationTime = time;
            return this;
        }

        /** Where the first node listens; each other one listens behind the one before. Free ports unless told otherwise. */
        public Builder firstPort(int number) {
            require(number >= 0 && number <= 0xffff, "port " + number);
            this.firstPort = number;
            return this;
        }

        public Builder clusterName(String name) {
            this.clusterName = name;
            return this;
        }

        /** Sets up each node; its id, its port, its faults and the name of the cluster are the cluster's business. */
        public Builder eachNode(UnaryOperator<ServerConfig.Builder> change) {
            this.setup = change;
            return this;
        }

        /** Starts all nodes, and returns when they are a cluster. */
        public EmbeddedCluster start() {
            EmbeddedCluster cluster = new EmbeddedCluster(this);
            try {
                List<ClusterNode> first = IntStream.range(0, nodes)
                        .mapToObj(node -> cluster.create(
                                node < racks.size() ? OptionalInt.of(racks.get(node)) : OptionalInt.empty()))
                        .toList();
                cluster.start(first);
                return cluster;
            } catch (RuntimeException e) {
                cluster.close();
                throw e;
            }
        }

        private static void require(boolean condition, String what) {
            if (!condition) {
                throw new IllegalArgumentException("not allowed: " + what);
            }
        }
    }
}
