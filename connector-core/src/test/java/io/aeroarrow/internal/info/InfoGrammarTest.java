package io.aeroarrow.internal.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.info.Peers.Peer;
import io.aeroarrow.internal.request.GoldenFrames;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.policy.HostAddress;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InfoGrammarTest {

    private static Map<String, String> decode(String body, String... names) {
        ByteBuf bytes = WireBytes.direct(body.getBytes(StandardCharsets.UTF_8));
        try {
            return Info.decode(List.of(names), bytes);
        } finally {
            bytes.release();
        }
    }

    private static Map<String, String> captured(String capture, String... names) {
        ByteBuf body = GoldenFrames.firstBody(capture);
        try {
            return Info.decode(List.of(names), body);
        } finally {
            body.release();
        }
    }

    @Test
    void readsCapturedAnswers() {
        assertThat(captured("info-node", "node")).containsExactly(Map.entry("node", "A1"));
        assertThat(captured("info-partition_generation", "partition-generation"))
                .containsValue("0");
        assertThat(captured("conn-bootstrap", "node", "partition-generation", "build", "features"))
                .containsEntry("node", "A1")
                .containsEntry("build", "8.1.0.3")
                .hasSize(5);
        assertThat(captured("raw-info-two", "node", "bogus"))
                .containsEntry("node", "B1")
                .containsEntry("bogus", "ERROR:4:unrecognized command");
    }

    @Test
    void namesARequestWithoutAnAnswer() {
        assertThatThrownBy(() -> captured("raw-info-nolf", "node"))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("'node'");
        assertThatThrownBy(() -> decode("ERROR:80:not authenticated\n", "node", "build"))
                .isInstanceOf(AccessRefusedException.class)
                .hasMessageContaining("ERROR:80:not authenticated")
                .hasMessageContaining("set user and password");
        assertThatThrownBy(() -> decode("node\tA1\nnodes\tB\n", "node", "build"))
                .hasMessageContaining("'build'")
                .hasMessageContaining("node, nodes");
    }

    @Test
    void acceptsEmptyValuesAndTabs() {
        assertThat(decode("a\t\nb\tx\ty\n\nc", "a", "b", "c"))
                .containsExactly(Map.entry("a", ""), Map.entry("b", "x\ty"), Map.entry("c", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR:4:unrecognized command, true",
        "ERROR::msg, true",
        "error:25, true",
        "FAIL:4:x, true",
        "fail, true",
        "'', false",
        "null, false",
        "ok, false",
        "A1, false",
        "type=unknown, false"
    })
    void recognizesErrors(String value, boolean error) {
        assertThat(Info.isError(value)).isEqualTo(error);
    }

    @Test
    void recognizesCapturedErrors() {
        assertThat(captured("info-nosuchcommand", "nosuchcommand").values()).allMatch(Info::isError);
        assertThat(captured("info-peers_tls_std", "peers-tls-std").values()).allMatch(Info::isError);
    }

    @Test
    void readsPeers() {
        assertThat(Peers.parse(
                        captured("info-peers_clear_std", "peers-clear-std").get("peers-clear-std")))
                .isEqualTo(new Peers(0, List.of()));
        assertThat(Peers.parse(
                        captured("info-peers_clear_alt", "peers-clear-alt").get("peers-clear-alt")))
                .isEqualTo(new Peers(0, List.of()));
        assertThat(Peers.parse("4,3000,[[B2,,[127.0.0.1:4100]],[B3,,[127.0.0.1:4200]]]"))
                .isEqualTo(new Peers(
                        4,
                        List.of(
                                new Peer("B2", List.of(new HostAddress("127.0.0.1", 4100))),
                                new Peer("B3", List.of(new HostAddress("127.0.0.1", 4200))))));
        assertThat(Peers.parse("1,3100,[[A,tls-name,[host,[::1],[fe80::1]:99,other:7]],[B,,[]]]")
                        .peers())
                .containsExactly(
                        new Peer(
                                "A",
                                List.of(
                                        new HostAddress("host", 3100, "tls-name"),
                                        new HostAddress("::1", 3100, "tls-name"),
                                        new HostAddress("fe80::1", 99, "tls-name"),
                                        new HostAddress("other", 7, "tls-name"))),
                        new Peer("B", List.of()));
        // The default port defaults to 3000.
        assertThat(Peers.parse("1,,[[A,,[host]]]").peers().get(0).hosts())
                .containsExactly(new HostAddress("host", 3000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1,3000",
                "1,3000,",
                "1,3000,[",
                "x,3000,[]",
                "1,port,[]",
                "1,3000,[]]",
                "1,3000,[] ",
                "1,3000,[[A,,[h:1]]",
                "1,3000,[[A,,[h:1]",
                "1,3000,[[A,,[h:1",
                "1,3000,[[A,,",
                "1,3000,[[A",
                "1,3000,[A]",
                "1,3000,[[A,,[h:0]]]",
                "1,3000,[[A,,[h:70000]]]",
                "1,3000,[[A,,[h:x]]]",
                "1,3000,[[A,,[[::1]]",
                "1,3000,[[A,,[[::1:4]]]",
                "1,99999,[[A,,[h]]]",
                "99999999999999999999,3000,[]",
                "ERROR:25:enterprise only"
            })
    void rejectsMalformedPeers(String text) {
        assertThatThrownBy(() -> Peers.parse(text))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("peer");
    }

    @Test
    void readsOrRejectsRandomlyCorruptedPeers() {
        Random random = new Random(5);
        String alphabet = "[],:1aB";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("4,3000,[[B2,,[127.0.0.1:4100]],[B3,,[[::1]:4200]]]");
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                text.setCharAt(random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            text.setLength(random.nextInt(text.length() + 1));
            try {
                assertThat(Peers.parse(text.toString())).isNotNull();
            } catch (ProtocolViolationException e) {
                assertThat(e).hasMessageContaining("peer");
            }
        }
    }

    @Test
    void readsCapturedReplicas() {
        List<Replicas> all =
                Replicas.parse(captured("info-replicas", "replicas").get("replicas"));
        assertThat(all).extracting(Replicas::namespace).contains("test");
        for (Replicas replicas : all) {
            assertThat(replicas.regime()).isZero();
            assertThat(replicas.columns()).hasSize(1);
            for (int partition = 0; partition < 4096; partition++) {
                assertThat(replicas.holds(0, partition)).isTrue();
            }
        }
    }

    @Test
    void countsBitsFromTheLeft() {
        byte[] bits = new byte[512];
        bits[0] = (byte) 0x80;
        bits[1] = 0x01;
        bits[511] = 0x01;
        String map = Base64.getEncoder().encodeToString(bits);
        String none = Base64.getEncoder().encodeToString(new byte[512]);
        Replicas replicas = Replicas.parse("ns:17,2," + map + "," + none + ";").get(0);
        assertThat(replicas.regime()).isEqualTo(17);
        for (int partition = 0; partition < 4096; partition++) {
            assertThat(replicas.holds(0, partition)).isEqualTo(partition == 0 || partition == 15 || partition == 4095);
            assertThat(replicas.holds(1, partition)).isFalse();
        }
        assertThat(Replicas.parse("")).isEmpty();
        assertThat(Replicas.parse("a:0,0;b:0,0;")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "ns, 'the replicas ''ns'''",
        "ns:, do not have the form namespace:regime",
        "':0,1,x', do not have the form namespace:regime",
        "ns:0, do not have the form namespace:regime",
        "'ns:x,0', namespace 'ns'",
        "'ns:0,x', namespace 'ns'",
        "'ns:0,-1', 'announce -1 bitmaps and contain 0'",
        "'ns:0,2,AAAA', 'announce 2 bitmaps and contain 1'",
        "'ns:0,1,AAAA', '3 bytes instead of 512'",
        "'ns:0,1,', '0 bytes instead of 512'",
        "'ns:0,1,*', not base64",
        "'ok:0,0;ERROR:4:x', do not have the form namespace:regime"
    })
    void rejectsMalformedReplicas(String text, String reason) {
        assertThatThrownBy(() -> Replicas.parse(text))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void readsRacks() {
        assertThat(Racks.parse("test:1;bar:-2;")).isEqualTo(Map.of("test", 1, "bar", -2));
        assertThat(Racks.parse("")).isEmpty();
        for (String broken : List.of("test", "test:", "test:x", ":1", "a:1;b")) {
            assertThatThrownBy(() -> Racks.parse(broken))
                    .as(broken)
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining(broken);
        }
    }
}
