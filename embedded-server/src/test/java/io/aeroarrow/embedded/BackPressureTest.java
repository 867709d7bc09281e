package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Info;
import com.aerospike.client.Key;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class BackPressureTest {
    private static final int RECORDS = 400;
    private static final int VALUE_SIZE = 100_000;
    private static final int LAST_OFFSET = 8 + 3;

    @Test
    void waitsForAClientThatDoesNotRead() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start(
                        ServerConfig.builder().eventLoops(1).build());
                AerospikeClient client = OfficialClient.connect(server);
                RawConnection connection = new RawConnection(server)) {
            for (int i = 0; i < RECORDS; i++) {
                client.put(null, new Key("test", "big", i), new Bin("v", new byte[VALUE_SIZE]));
            }
            connection.send(scan());

            // The only event loop serves others although 40 MB wait to be read, of which most are not even produced.
            assertThat(client.get(null, new Key("test", "big", 1)).generation).isEqualTo(1);
            await(client, "query-show", "status=active(ok)");

            assertThat(valuesRead(connection)).isEqualTo((long) RECORDS * VALUE_SIZE);
        }
    }

    @Test
    void abortsAQuery() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start();
                AerospikeClient client = OfficialClient.connect(server);
                RawConnection connection = new RawConnection(server)) {
            for (int i = 0; i < RECORDS; i++) {
                client.put(null, new Key("test", "big", i), new Bin("v", new byte[VALUE_SIZE]));
            }
            connection.send(scan());
            await(client, "query-abort:id=77", "ok");

            byte[] frame = connection.readFrame();
            while (frame[LAST_OFFSET] != 1) {
                frame = connection.readFrame();
            }
            assertThat(frame[8 + 5]).isEqualTo((byte) 15);
            await(client, "query-show:id=77", "done(user-aborted)");
        }
    }

    /** Repeats the request until it gets the wanted answer: the query runs on another connection. */
    private static void await(AerospikeClient client, String command, String wanted) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        String answer = "";
        while (!answer.contains(wanted) && System.nanoTime() < deadline) {
            answer = Info.request(null, client.getNodes()[0], command);
        }
        assertThat(answer).contains(wanted);
    }

    private static long valuesRead(RawConnection connection) throws IOException {
        long bytes = 0;
        while (true) {
            byte[] frame = connection.readFrame();
            if (frame.length == 30) {
                assertThat(frame[LAST_OFFSET]).isEqualTo((byte) 1);
                return bytes;
            }
            bytes += frame.length / VALUE_SIZE * (long) VALUE_SIZE;
        }
    }

    private static byte[] scan() {
        ByteBuffer out = ByteBuffer.allocate(16 << 10);
        out.putLong(0);
        out.put(new byte[] {22, 1, 0, 4, 0, 0})
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putShort((short) 4)
                .putShort((short) 0);
        field(out, 0, "test".getBytes(StandardCharsets.UTF_8));
        field(out, 1, "big".getBytes(StandardCharsets.UTF_8));
        field(out, 7, ByteBuffer.allocate(8).putLong(77).array());
        ByteBuffer partitions = ByteBuffer.allocate(2 * 4096).order(ByteOrder.LITTLE_ENDIAN);
        for (int id = 0; id < 4096; id++) {
            partitions.putShort((short) id);
        }
        field(out, 11, partitions.array());
        out.putLong(0, 0x0203L << 48 | (out.position() - 8));
        byte[] request = new byte[out.position()];
        out.flip().get(request);
        return request;
    }

    private static void field(ByteBuffer out, int type, byte[] payload) {
        out.putInt(1 + payload.length).put((byte) type).put(payload);
    }
}
