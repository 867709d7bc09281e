package io.aeroarrow.embedded.junit;

import io.aeroarrow.embedded.EmbeddedAerospike;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server that tests run on, with at least the namespace "test". It may hold records of others, so tests use sets of their
 * own.
 */
public final class AerospikeServer implements AutoCloseable {
    private final Kind kind;
    private final InetSocketAddress address;
    private final @Nullable EmbeddedAerospike embedded;

    /** What kind of server it is. */
    public enum Kind {
        /** Runs already, where AEROSPIKE_HOST says. */
        NAMED,
        /** The image that the system property aerospike.image names. */
        CONTAINER,
        /** In this JVM. */
        EMBEDDED
    }

    private AerospikeServer(Kind kind, InetSocketAddress address, @Nullable EmbeddedAerospike embedded) {
        this.kind = kind;
        this.address = address;
        this.embedded = embedded;
    }

    /**
     * The server that the environment asks for: where AEROSPIKE_HOST is set, the one there, at AEROSPIKE_PORT or 3000; else, where
     * the system property {@code aerospike.image} names an image, a container of it, the same for all of this JVM; else an embedded
     * one of its own.
     *
     * @throws IllegalStateException where a container is asked for and no Docker runs, or Testcontainers is not on the
     *     class path
     * @throws IllegalArgumentException if AEROSPIKE_PORT is no port
     */
    public static AerospikeServer open() {
        return open(ServerChoice.ofEnvironment());
    }

    static AerospikeServer open(ServerChoice choice) {
        choice.requireDependencies(AerospikeServer.class.getClassLoader());
        return switch (choice.kind()) {
            case NAMED -> new AerospikeServer(Kind.NAMED, choice.address(), null);
            case CONTAINER -> new AerospikeServer(Kind.CONTAINER, ContainerServer.addressOf(choice.image()), null);
            case EMBEDDED -> {
                EmbeddedAerospike started = EmbeddedAerospike.start();
                yield new AerospikeServer(Kind.EMBEDDED, started.addresses().get(0), started);
            }
        };
    }

    public Kind kind() {
        return kind;
    }

    public String host() {
        return address.getHostString();
    }

    public int port() {
        return address.getPort();
    }

    /** What can be told to fail and be loaded, if the server is embedded. */
    public Optional<EmbeddedAerospike> embedded() {
        return Optional.ofNullable(embedded);
    }

    /** Stops an embedded server; others run on, a container until the JVM ends. */
    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }

    @Override
    public String toString() {
        return kind + " " + host() + ":" + port();
    }
}
