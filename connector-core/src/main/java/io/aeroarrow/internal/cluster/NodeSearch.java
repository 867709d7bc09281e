package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.DeadlineExceededException.Limit;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.info.Peers.Peer;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the node behind an address. Name lookups and connects may block for long, so it has its own threads. */
final class NodeSearch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeSearch.class);

    private static final int MAX_THREADS = 32;

    /** The time to try an advertised address when another one works. */
    private static final Duration ADVERTISED_TIMEOUT = Duration.ofSeconds(1);

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "::1", "0:0:0:0:0:0:0:1");

    private final EventLoops loops;
    private final ClientConfig config;
    private final MemoryBudget memory;
    private final ThreadPoolExecutor threads;

    NodeSearch(EventLoops loops, ClientConfig config, MemoryBudget memory) {
        this.loops = loops;
        this.config = config;
        this.memory = memory;
        threads = new ThreadPoolExecutor(
                MAX_THREADS,
                MAX_THREADS,
                5,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("aeroarrow-search", true));
        threads.allowCoreThreadTimeOut(true);
    }

    /** Finds the node at a seed. */
    CompletableFuture<Node> atSeed(HostAddress seed) {
        return onThread(() -> node(advertised(reach(seed, config))));
    }

    /** Finds a node at one of the addresses that its peers report. */
    CompletableFuture<Node> ofPeer(Peer peer) {
        return onThread(() -> node(firstThatWorks(
                peer.hosts(),
                "node " + peer.nodeId() + " has no address",
                host -> is(peer.nodeId(), reach(config.addressMap().translate(host), config)))));
    }

    private Node node(NodeProbe found) {
        return new Node(found.nodeId(), found.endpoint(), loops, config);
    }

    private static NodeProbe is(String nodeId, NodeProbe found) {
        if (!found.nodeId().equals(nodeId)) {
            throw new ConnectionFailedException(
                    found.address() + " was advertised as node " + nodeId + ", but is node " + found.nodeId());
        }
        return found;
    }

    private <T> CompletableFuture<T> onThread(Supplier<T> task) {
        CompletableFuture<T> future = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    future.complete(task.get());
                } catch (RuntimeException e) {
                    future.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            future.completeExceptionally(new ClientClosedException("the client is closed", e));
        }
        return future;
    }

    /** One way to find a node. */
    private interface Way<F> {
        NodeProbe follow(F from);
    }

    private static <F> NodeProbe firstThatWorks(List<F> candidates, String ifNone, Way<F> way) {
        List<AeroArrowException> failures = new ArrayList<>();
        for (F candidate : candidates) {
            try {
                return way.follow(candidate);
            } catch (AeroArrowException e) {
                if (Failures.isFinal(e)) {
                    throw e;
                }
                failures.add(e);
            }
        }
        if (failures.isEmpty()) {
            throw new ConnectionFailedException(ifNone);
        }
        AeroArrowException last = failures.remove(failures.size() - 1);
        throw ErrorDetails.of(last).after(failures).error();
    }

    /** Probes the addresses of a host name until one works. The node then keeps that numeric address. */
    private NodeProbe reach(HostAddress host, ClientConfig with) {
        return firstThatWorks(
                lookUp(host),
                "host '" + host.host() + "' has no address",
                address -> NodeProbe.at(loops, pinned(host, address), with, memory));
    }

    /** Replaces the host name by one of its addresses. The certificate is still verified for the name. */
    private HostAddress pinned(HostAddress host, InetAddress address) {
        HostAddress pinned = host.withHost(address.getHostAddress());
        return config.tls().isEmpty() ? pinned : pinned.withTlsName(host.certificateName());
    }

    private List<InetAddress> lookUp(HostAddress host) {
        CompletableFuture<List<InetAddress>> lookup = onThread(() -> {
            try {
                return Arrays.asList(InetAddress.getAllByName(host.host()));
            } catch (UnknownHostException e) {
                throw new ConnectionFailedException("unknown host '" + host.host() + "'", e);
            }
        });
        try {
            return lookup.get(config.connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw Failures.of(e);
        } catch (TimeoutException e) {
            throw new DeadlineExceededException(
                    Limit.CONNECT,
                    config.connectTimeout(),
                    "the name '" + host.host() + "' was not looked up within "
                            + config.connectTimeout().toMillis() + " ms",
                    e);
        } catch (InterruptedException e) {
            throw Deadline.interrupted(e);
        }
    }

    /**
     * Replaces a seed's address by one that the node advertises, if one works. A seed may be a load balancer, which
     * leads to another node next time. It may also be the only way to a node in a container, whose own address is not
     * reachable from here.
     */
    private NodeProbe advertised(NodeProbe found) {
        HostAddress seed = found.address();
        if (isLoopback(seed)) {
            // A node on this machine, or a tunnel to a node.
            return found;
        }
        List<HostAddress> own = found.advertised().stream()
                .map(address -> config.addressMap().translate(address).withTlsName(seed.tlsName()))
                .toList();
        if (own.stream().anyMatch(address -> isSame(address, seed))) {
            return found;
        }
        boolean shorten = config.connectTimeout().compareTo(ADVERTISED_TIMEOUT) > 0;
        for (HostAddress address : own) {
            try {
                if (!isLoopback(address)) {
                    return is(
                            found.nodeId(),
                            reach(address, shorten ? config.withConnectTimeout(ADVERTISED_TIMEOUT) : config));
                }
            } catch (AeroArrowException e) {
                LOG.info(
                        "node {} is reached at {}; its advertised address {} does not work from here: {}",
                        found.nodeId(),
                        seed,
                        address,
                        e.getMessage());
            }
        }
        return found;
    }

    private static boolean isSame(HostAddress one, HostAddress other) {
        return one.host().equals(other.host()) && one.port() == other.port();
    }

    private static boolean isLoopback(HostAddress address) {
        return address.host().startsWith("127.") || LOOPBACK_NAMES.contains(address.host());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
