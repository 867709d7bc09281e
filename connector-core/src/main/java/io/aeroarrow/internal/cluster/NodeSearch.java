package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.DeadlineExceededException.Limit;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.info.Peers.Peer;
import io.aeroarrow.internal.net.connection.Deadline;
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

/**
 * Gets from an address to the node behind it. That may take long, as names are looked up and connections waited for, and
 * therefore has threads of its own.
 */
final class NodeSearch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeSearch.class);

    private static final int MOST_THREADS = 32;

    /** How long to try an advertised address while there is another that works. */
    private static final Duration ADVERTISED_TIMEOUT = Duration.ofSeconds(1);

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "::1", "0:0:0:0:0:0:0:1");

    private final EventLoops loops;
    private final ClientConfig config;
    private final ThreadPoolExecutor threads;

    NodeSearch(EventLoops loops, ClientConfig config) {
        this.loops = loops;
        this.config = config;
        threads = new ThreadPoolExecutor(
                MOST_THREADS,
                MOST_THREADS,
                5,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("aeroarrow-search", true));
        threads.allowCoreThreadTimeOut(true);
    }

    /** The node at a seed. */
    CompletableFuture<Node> atSeed(HostAddress seed) {
        return onThread(() -> node(advertised(reach(seed, config))));
    }

    /** A node at one of the addresses that others know. */
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
                    found.address() + " is named as node " + nodeId + ", but is node " + found.nodeId());
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

    /** A way to a node from something that leads to it. */
    private interface Way<F> {
        NodeProbe follow(F from);
    }

    private static <F> NodeProbe firstThatWorks(List<F> starts, String ifNone, Way<F> way) {
        List<AeroArrowException> failures = new ArrayList<>();
        for (F start : starts) {
            try {
                return way.follow(start);
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

    /** The node at one of the addresses of a host. From here on it has that address, which needs no lookup. */
    private NodeProbe reach(HostAddress host, ClientConfig with) {
        return firstThatWorks(
                lookUp(host),
                "host '" + host.host() + "' has no address",
                address -> NodeProbe.at(loops, pinned(host, address), with));
    }

    /** The address that a host's name stands for; its certificate is for the name all the same. */
    private HostAddress pinned(HostAddress host, InetAddress address) {
        HostAddress pinned = host.withHost(address.getHostAddress());
        return config.tls().isEmpty() ? pinned : pinned.withTlsName(host.certificateName());
    }

    private List<InetAddress> lookUp(HostAddress host) {
        CompletableFuture<List<InetAddress>> lookup = onThread(() -> {
            try {
                return Arrays.asList(InetAddress.getAllByName(host.host()));
            } catch (UnknownHostException e) {
                throw new ConnectionFailedException("host '" + host.host() + "' is not known", e);
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
     * The same node at an address of its own, where there is one that works. A seed may be a load balancer, which leads
     * to another node the next time; or it may be the only way to a node in a container, whose own address is nobody's
     * here.
     */
    private NodeProbe advertised(NodeProbe found) {
        HostAddress seed = found.address();
        if (isLoopback(seed)) {
            // A node on this machine, or a tunnel to one.
            return found;
        }
        List<HostAddress> own = found.advertised().stream()
                .map(address -> config.addressMap().translate(address).withTlsName(seed.tlsName()))
                .toList();
        if (own.stream().anyMatch(address -> isSame(address, seed))) {
            return found;
        }
        boolean hasty = config.connectTimeout().compareTo(ADVERTISED_TIMEOUT) > 0;
        for (HostAddress address : own) {
            try {
                if (!isLoopback(address)) {
                    return is(
                            found.nodeId(),
                            reach(address, hasty ? config.withConnectTimeout(ADVERTISED_TIMEOUT) : config));
                }
            } catch (AeroArrowException e) {
                LOG.info(
                        "node {} is reached at {}; it advertises {}, which does not lead to it from here: {}",
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
