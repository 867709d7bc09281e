package io.aeroarrow.embedded.junit;

import com.github.dockerjava.api.model.Ulimit;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** Aerospike containers, one per image. They stop when the JVM ends. */
final class ContainerServer {
    private static final int PORT = 3000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, InetSocketAddress> STARTED = new ConcurrentHashMap<>();

    private ContainerServer() {}

    static boolean dockerRuns() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    static InetSocketAddress addressOf(String image) {
        return STARTED.computeIfAbsent(image, ContainerServer::start);
    }

    private static InetSocketAddress start(String image) {
        // The server needs more open files than a container engine may allow.
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withExposedPorts(PORT)
                .withEnv("DEFAULT_TTL", "0")
                .withCreateContainerCmdModifier(create ->
                        create.getHostConfig().withUlimits(new Ulimit[] {new Ulimit("nofile", 20_000L, 20_000L)}))
                .waitingFor(new Readiness())
                .withStartupTimeout(PATIENCE);
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "aerospike-container-shutdown"));
        return InetSocketAddress.createUnresolved(container.getHost(), container.getMappedPort(PORT));
    }

    /** Waits for the node's partitions, because an open port is not enough. Then turns expiration on. */
    private static final class Readiness extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {
            InfoProbe probe = new InfoProbe(waitStrategyTarget.getHost(), waitStrategyTarget.getMappedPort(PORT));
            probe.awaitCluster(startupTimeout);
            // Image 8.1.0.3 ignores NSUP_PERIOD if DEFAULT_TTL is 0. Without the period, writes with a TTL are
            // forbidden.
            probe.setNamespaceConfig("nsup-period", "120");
        }
    }
}
