package io.aeroarrow.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aeroarrow.internal.net.connection.ScriptedServer;
import io.aeroarrow.policy.ClientConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Seeds at other addresses than their nodes advertise. Loopback seeds keep their address, so this test needs a network.
 */
@Timeout(25)
class AdvertisedAddressTest {

    private InetAddress here = InetAddress.getLoopbackAddress();

    @BeforeEach
    void findNetwork() throws SocketException {
        Optional<InetAddress> network = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        assumeTrue(network.isPresent(), "this machine has a network");
        here = network.orElseThrow();
    }

    /** Forwards each connection to the next node. */
    private ScriptedServer loadBalancer(InfoNode... nodes) {
        return new ScriptedServer(
                peer -> {
                    InfoNode node = nodes[peer.number() % nodes.length];
                    try (Socket back =
                            new Socket(node.address().host(), node.address().port())) {
                        while (true) {
                            back.getOutputStream().write(peer.readFrame());
                            peer.send(frame(back.getInputStream()));
                        }
                    }
                },
                Integer.MAX_VALUE,
                here);
    }

    private static byte[] frame(InputStream in) throws IOException {
        byte[] header = in.readNBytes(8);
        byte[] body = in.readNBytes((int) (ByteBuffer.wrap(header).getLong() & 0xffff_ffff_ffffL));
        return io.aeroarrow.internal.request.WireBytes.concat(header, body);
    }

    @Test
    void usesAdvertisedAddressesBehindALoadBalancer() {
        try (InfoNode a = new InfoNode("A", here);
                InfoNode b = new InfoNode("B", here);
                ScriptedServer balancer = loadBalancer(a, b)) {
            a.peers("B@" + b.address());
            b.peers("A@" + a.address());
            a.holds(0, partition -> partition < 2048);
            b.holds(0, partition -> partition >= 2048);
            a.say("service-clear-std", a.address().toString());
            b.say("service-clear-std", b.address().toString());
            ClientConfig config = ClientConfig.of(balancer.address()).withTendInterval(Duration.ofMillis(50));
            try (Cluster cluster = Cluster.connect(config)) {
                for (int i = 0; i < 5; i++) {
                    cluster.refresh(Duration.ofSeconds(5).toNanos());
                    assertThat(cluster.view().nodes())
                            .extracting(Node::address)
                            .containsExactlyInAnyOrder(a.address(), b.address());
                }
            }
        }
    }

    @Test
    void usesTheSeedOfANodeInAContainer() {
        try (InfoNode a = new InfoNode("A", here)) {
            // The first address is unused; the second is loopback, which every machine has.
            a.say(
                    "service-clear-std",
                    here.getHostAddress() + ":1,127.0.0.1:" + a.address().port());
            try (Cluster cluster = Cluster.connect(ClientConfig.of(a.address()))) {
                assertThat(cluster.view().nodes())
                        .singleElement()
                        .extracting(Node::address)
                        .isEqualTo(a.address());
            }
        }
    }
}
