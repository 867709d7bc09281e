package io.aeroarrow.model;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How to reach a cluster. Two equal configurations can share one client.
 *
 * @param seeds where to look first; one that answers is enough
 * @param clusterName the name the cluster must have, empty for any
 * @param useServicesAlternate whether to reach nodes by their alternate addresses
 * @param connectTimeout the longest a connection may take to open
 * @param tendInterval how often the cluster is asked whether it changed
 * @param maxConnectionsPerNode the most connections to one node, busy and idle together
 */
public record ClientConfig(
        List<HostAddress> seeds,
        String clusterName,
        boolean useServicesAlternate,
        Duration connectTimeout,
        Duration tendInterval,
        int maxConnectionsPerNode)
        implements Serializable {

    public ClientConfig {
        seeds = List.copyOf(seeds);
        Objects.requireNonNull(clusterName, "clusterName");
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("no seed host is given; name at least one, as host:port");
        }
        requirePositive(connectTimeout, "connectTimeout");
        requirePositive(tendInterval, "tendInterval");
        if (maxConnectionsPerNode < 1) {
            throw new IllegalArgumentException(
                    "maxConnectionsPerNode is " + maxConnectionsPerNode + "; it must be 1 or more");
        }
    }

    /** The defaults: any cluster name, 5 s to connect, a tend each second, 100 connections a node. */
    public static ClientConfig of(HostAddress... seeds) {
        return new ClientConfig(List.of(seeds), "", false, Duration.ofSeconds(5), Duration.ofSeconds(1), 100);
    }

    /** The defaults for one seed. */
    public static ClientConfig of(String host, int port) {
        return of(new HostAddress(host, port));
    }

    public ClientConfig withSeeds(List<HostAddress> newSeeds) {
        return with(parts -> parts.seeds = newSeeds);
    }

    public ClientConfig withClusterName(String name) {
        return with(parts -> parts.clusterName = name);
    }

    public ClientConfig withServicesAlternate(boolean alternate) {
        return with(parts -> parts.useServicesAlternate = alternate);
    }

    public ClientConfig withConnectTimeout(Duration timeout) {
        return with(parts -> parts.connectTimeout = timeout);
    }

    public ClientConfig withTendInterval(Duration interval) {
        return with(parts -> parts.tendInterval = interval);
    }

    public ClientConfig withMaxConnectionsPerNode(int connections) {
        return with(parts -> parts.maxConnectionsPerNode = connections);
    }

    private ClientConfig with(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return parts.whole();
    }

    /** The components while they change, so that a new one is copied in one place. */
    private static final class Parts {
        private List<HostAddress> seeds;
        private String clusterName;
        private boolean useServicesAlternate;
        private Duration connectTimeout;
        private Duration tendInterval;
        private int maxConnectionsPerNode;

        Parts(ClientConfig from) {
            seeds = from.seeds;
            clusterName = from.clusterName;
            useServicesAlternate = from.useServicesAlternate;
            connectTimeout = from.connectTimeout;
            tendInterval = from.tendInterval;
            maxConnectionsPerNode = from.maxConnectionsPerNode;
        }

        ClientConfig whole() {
            return new ClientConfig(
                    seeds, clusterName, useServicesAlternate, connectTimeout, tendInterval, maxConnectionsPerNode);
        }
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is " + duration + "; it must be longer than zero");
        }
    }
}
