package io.aeroarrow.model;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

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
        return new ClientConfig(
                newSeeds, clusterName, useServicesAlternate, connectTimeout, tendInterval, maxConnectionsPerNode);
    }

    public ClientConfig withClusterName(String name) {
        return new ClientConfig(seeds, name, useServicesAlternate, connectTimeout, tendInterval, maxConnectionsPerNode);
    }

    public ClientConfig withServicesAlternate(boolean alternate) {
        return new ClientConfig(seeds, clusterName, alternate, connectTimeout, tendInterval, maxConnectionsPerNode);
    }

    public ClientConfig withConnectTimeout(Duration timeout) {
        return new ClientConfig(seeds, clusterName, useServicesAlternate, timeout, tendInterval, maxConnectionsPerNode);
    }

    public ClientConfig withTendInterval(Duration interval) {
        return new ClientConfig(
                seeds, clusterName, useServicesAlternate, connectTimeout, interval, maxConnectionsPerNode);
    }

    public ClientConfig withMaxConnectionsPerNode(int connections) {
        return new ClientConfig(seeds, clusterName, useServicesAlternate, connectTimeout, tendInterval, connections);
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is " + duration + "; it must be longer than zero");
        }
    }
}
