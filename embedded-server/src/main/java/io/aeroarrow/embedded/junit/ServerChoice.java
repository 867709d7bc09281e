package io.aeroarrow.embedded.junit;

import io.aeroarrow.embedded.junit.AerospikeServer.Kind;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The choice of the server that tests run on.
 *
 * @param address the address of a named server; not used for other kinds
 * @param image the image of a container; not used for other kinds
 */
record ServerChoice(Kind kind, InetSocketAddress address, String image) {
    private static final String IMAGE_PROPERTY = "aerospike.image";
    private static final String TESTCONTAINERS = "org/testcontainers/containers/GenericContainer.class";
    private static final int DEFAULT_PORT = 3000;

    static ServerChoice ofEnvironment() {
        return of(System.getenv("AEROSPIKE_HOST"), System.getenv("AEROSPIKE_PORT"), System.getProperty(IMAGE_PROPERTY));
    }

    static ServerChoice of(@Nullable String host, @Nullable String port, @Nullable String image) {
        InetSocketAddress nowhere = InetSocketAddress.createUnresolved("", 0);
        if (host != null && !host.isBlank()) {
            return new ServerChoice(Kind.NAMED, InetSocketAddress.createUnresolved(host, parse(port)), "");
        } else if (image != null && !image.isBlank()) {
            return new ServerChoice(Kind.CONTAINER, nowhere, image);
        }
        return new ServerChoice(Kind.EMBEDDED, nowhere, "");
    }

    /**
     * Checks the class path, so that the error names the missing dependency.
     *
     * @throws IllegalStateException if a container is selected and Testcontainers is not on the class path
     */
    void requireDependencies(ClassLoader loader) {
        if (kind == Kind.CONTAINER && loader.getResource(TESTCONTAINERS) == null) {
            throw new IllegalStateException(
                    "the system property " + IMAGE_PROPERTY + " asks for a container of " + image
                            + ": add the dependency org.testcontainers:testcontainers to the tests, or leave the property out");
        }
    }

    private static int parse(@Nullable String port) {
        if (port == null || port.isBlank()) {
            return DEFAULT_PORT;
        }
        try {
            int number = Integer.parseInt(port);
            if (number > 0 && number <= 0xffff) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("AEROSPIKE_PORT is no port: " + port, e);
        }
        throw new IllegalArgumentException("AEROSPIKE_PORT is no port: " + port);
    }
}
