package io.aeroarrow.embedded.junit;

import io.aeroarrow.embedded.EmbeddedAerospike;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server that tests run on. It has at least the namespace "test". It may hold records of other tests, so each test class should
 * use its own sets.
 */
public final class AerospikeServer implements AutoCloseable {
    private final Kind kind;
    private final InetSocketAddress address;
    private final @Nullable EmbeddedAerospike embedded;

    /** The kinds of servers. */
    public enum Kind {
        /** A running server, whose address is in AEROSPIKE_HOST and AEROSPIKE_PORT. */
        NAMED,
        /** A container of the image in the system property aerospike.image. */
        CONTAINER,
        /** An embedded server in this JVM. */
        EMBEDDED
    }

    private static final String VERSION_PROPERTY = "aerospike.embedded.version";

    private AerospikeServer(Kind kind, InetSocketAddress address, @Nullable EmbeddedAerospike embedded) {
        this.kind = kind;
        this.address = address;
        this.embedded = embedded;
    }

    /**
     * Opens the server that the environment selects.
     *
     * <ol>
     *   <li>If AEROSPIKE_HOST is set: the server at this host and AEROSPIKE_PORT (default 3000).
     *   <li>Otherwise, if the system property {@code aerospike.image} is set: a container of this image, shared by the whole JVM.
     *   <li>Otherwise: a new embedded server. The system property {@code aerospike.embedded.version} sets the version that it speaks as.
     * </ol>
     *
     * @throws IllegalStateException if a container is selected and Docker is not available, or Testcontainers is not on the class
     *     path
     * @throws IllegalArgumentException if AEROSPIKE_PORT is not a port number
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
                EmbeddedAerospike started = EmbeddedAerospike.builder()
                        .version(System.getProperty(VERSION_PROPERTY, "8.1.0.3"))
                        .start();
                yield new AerospikeServer(Kind.EMBEDDED, started.addresses().get(0), started);
            }
        };
    }

    /** Returns what kind of server this is. */
    public Kind kind() {
        return kind;
    }

    /** Returns the host name or address that clients connect to. */
    public String host() {
        return address.getHostString();
    }

    /** Returns the port that clients connect to. */
    public int port() {
        return address.getPort();
    }

    /** Returns the embedded server, on which faults can be set and records loaded; empty for the other kinds. */
    public Optional<EmbeddedAerospike> embedded() {
        return Optional.ofNullable(embedded);
    }

    /** Stops an embedded server. A named server keeps running; a container runs until the JVM ends. */
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
