package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Info;
import com.aerospike.client.Key;
import com.aerospike.client.cluster.Node;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What queries do with the ops of their request, by the version of the server. Expected: CE 8.1.0.3, and the source of 8.1.2.0. */
@ExtendWith(AerospikeExtension.class)
final class QueryReadsConformanceTest {
    private static final String SET = "conf-query-reads";
    private static final int RESPOND_ALL = 0x80;
    private static final int CDT_READ = 3;
    /** The call size() of a list. */
    private static final List<Integer> LIST_SIZE = List.of(0x91, 0x10);

    private record Op(int code, String name, List<Integer> value) {
        static Op read(String name) {
            return new Op(1, name, List.of());
        }
    }

    @Test
    void dependsOnTheVersion(AerospikeServer server) throws IOException {
        check(server.host(), server.port());
    }

    @Test
    void asVersion8_1_0_3() throws IOException {
        try (EmbeddedServer server =
                EmbeddedServer.start(ServerConfig.builder().version("8.1.0.3").build())) {
            check(server.host(), server.port());
        }
    }

    @Test
    void asVersion8_1_2_0() throws IOException {
        try (EmbeddedServer server =
                EmbeddedServer.start(ServerConfig.builder().version("8.1.2.0").build())) {
            check(server.host(), server.port());
        }
    }

    private static void check(String host, int port) throws IOException {
        boolean runsOps;
        try (AerospikeClient client = new AerospikeClient(host, port)) {
            client.truncate(null, "test", SET, null);
            Node node = client.getNodes()[0];
            runsOps = Info.request(node, "build").compareTo("8.1.2") >= 0;
            client.put(null, new Key("test", SET, 1), new Bin("a", 1), new Bin("b", "x"));
            client.put(null, new Key("test", SET, 2), new Bin("a", List.of(7, 8)));
            client.put(null, new Key("test", SET, 3), new Bin("c", true));
        }
        Op a = Op.read("a");
        Op b = Op.read("b");
        assertThat(scan(host, port, 0, a, b)).containsExactlyInAnyOrder("a:1 b:3", "a:20");
        assertThat(scan(host, port, 0)).containsExactlyInAnyOrder("a:1 b:3", "a:20", "c:17");
        assertThat(scan(host, port, RESPOND_ALL, a, b))
                .containsExactlyInAnyOrder(
                        runsOps ? new String[] {"a:1 b:3", "a:20 b:0", "a:0 b:0"} : new String[] {"a:1 b:3", "a:20"});
        // The op fails on an integer, which loses record 1.
        Op size = new Op(CDT_READ, "a", LIST_SIZE);
        if (runsOps) {
            assertThat(scan(host, port, RESPOND_ALL, b, size))
                    .doesNotContain("a:1 b:3")
                    .hasSizeLessThan(3);
            assertThat(scan(host, port, 0, new Op(2, "a", List.of()))).containsExactly("4");
        } else {
            assertThat(scan(host, port, RESPOND_ALL, b, size)).containsExactlyInAnyOrder("a:1 b:3", "a:20");
            assertThat(scan(host, port, 0, new Op(2, "a", List.of()))).containsExactlyInAnyOrder("a:1", "a:20");
        }
    }

    private static List<String> scan(String host, int port, int info2, Op... ops) throws IOException {
        try (RawConnection connection = new RawConnection(host, port)) {
            connection.send(request(info2, ops));
            List<String> rows = new ArrayList<>();
            while (true) {
                if (addRows(connection.readFrame(), rows)) {
                    return rows;
                }
            }
        }
    }

    private static boolean addRows(byte[] frame, List<String> rows) {
        ByteBuffer in = ByteBuffer.wrap(frame, 8, frame.length - 8);
        while (in.hasRemaining()) {
            int start = in.position();
            int result = in.get(start + 5) & 0xff;
            int fields = in.getShort(start + 18);
            int ops = in.getShort(start + 20);
            boolean last = (in.get(start + 3) & 1) != 0;
            in.position(start + 22);
            IntStream.range(0, fields).forEach(field -> in.position(in.getInt() + in.position()));
            List<String> names = new ArrayList<>();
            for (int op = 0; op < ops; op++) {
                int size = in.getInt();
                int at = in.position();
                byte[] name = new byte[in.get(at + 3)];
                in.get(at + 4, name);
                names.add(new String(name, StandardCharsets.UTF_8) + ":" + in.get(at + 1));
                in.position(at + size);
            }
            if (result != 0) {
                rows.add(Integer.toString(result));
                return true;
            } else if (last) {
                return true;
            }
            rows.add(names.stream().sorted().collect(Collectors.joining(" ")));
        }
        return false;
    }

    private static byte[] request(int info2, Op... ops) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ByteBuffer partitions = ByteBuffer.allocate(2 * 4096).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, 4096).forEach(partition -> partitions.putShort((short) partition));
        try (DataOutputStream out = new DataOutputStream(body)) {
            out.write(new byte[] {22, 1, (byte) info2, 4, 0, 0});
            out.write(new byte[12]);
            out.writeShort(3);
            out.writeShort(ops.length);
            field(out, 0, "test".getBytes(StandardCharsets.US_ASCII));
            field(out, 1, SET.getBytes(StandardCharsets.US_ASCII));
            field(out, 11, partitions.array());
            for (Op op : ops) {
                byte[] name = op.name().getBytes(StandardCharsets.US_ASCII);
                out.writeInt(4 + name.length + op.value().size());
                out.write(new byte[] {(byte) op.code(), (byte) (op.value().isEmpty() ? 0 : 4), 0, (byte) name.length});
                out.write(name);
                for (int value : op.value()) {
                    out.write(value);
                }
            }
        }
        return ByteBuffer.allocate(8 + body.size())
                .putLong(0x0203L << 48 | body.size())
                .put(body.toByteArray())
                .array();
    }

    private static void field(DataOutputStream out, int type, byte[] payload) throws IOException {
        out.writeInt(1 + payload.length);
        out.writeByte(type);
        out.write(payload);
    }
}
