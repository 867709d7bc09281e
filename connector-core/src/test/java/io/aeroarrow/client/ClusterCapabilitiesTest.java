package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.admin.ServerFeature;
import io.aeroarrow.admin.ServerNode;
import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterCapabilitiesTest {

    private static AeroArrowClient connect(EmbeddedCluster cluster) {
        InetSocketAddress seed = cluster.addresses().get(0);
        return AeroArrowClient.connect(ClientConfig.of(new HostAddress(seed.getHostString(), seed.getPort()))
                .withTendInterval(Duration.ofMillis(250)));
    }

    @Test
    void followsTheOldestNodeWhileTheClusterIsUpgraded() {
        try (EmbeddedCluster cluster = EmbeddedCluster.builder()
                        .nodes(2)
                        .versions("8.1.2.0", "8.1.0.3")
                        .start();
                AeroArrowClient client = connect(cluster)) {
            assertThat(client.nodes()).extracting(ServerNode::build).containsExactly("8.1.2.0", "8.1.0.3");
            assertThat(client.capabilities()).hasToString("8.1.0.3 (record size, index by name)");

            cluster.version(1, "8.1.2.0");
            cluster.kill(1);
            cluster.restart(1);
            awaitBuild(client, "8.1.2.0");
            assertThat(client.capabilities().supports(ServerFeature.QUERY_OPERATIONS))
                    .isTrue();

            cluster.version(0, "8.1.0.3");
            cluster.kill(0);
            cluster.restart(0);
            awaitBuild(client, "8.1.0.3");
            assertThat(client.capabilities().supports(ServerFeature.QUERY_OPERATIONS))
                    .isFalse();
        }
    }

    /** Waits until both nodes answer and the lowest version is as wanted; limited by the timeout of the test. */
    private static void awaitBuild(AeroArrowClient client, String wanted) {
        while (client.nodes().size() < 2 || !client.capabilities().lowestBuild().equals(wanted)) {
            Thread.onSpinWait();
        }
    }
}
