package io.aeroarrow.internal.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.internal.message.FrameHeader;
import io.aeroarrow.internal.message.MessageLayout;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Sends the captured requests, in their order, to the embedded server as 8.1.2.0. Its answers have the bytes of the real server's
 * answers. The order of records, and how they are distributed to frames, is left to the threads of the server.
 */
class GoldenReplay812Test {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int TYPE_SHIFT = 48;
    private static final int INFO3 = 3;
    private static final int RESULT = 5;

    @Test
    void theEmbeddedServerAnswersAsTheRealOne() throws IOException {
        ServerConfig config = ServerConfig.builder()
                .version("8.1.2.0")
                .namespaces("test", "bar")
                .build();
        try (EmbeddedServer server = EmbeddedServer.start(config);
                Socket socket = new Socket(server.host(), server.port())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (String name : inOrder()) {
                socket.getOutputStream().write(GoldenFrames.request(name));
                assertThat(answer(in)).as(name).containsExactlyInAnyOrderElementsOf(captured(name));
            }
        }
    }

    /** The hand-made requests need the records only. */
    private static List<String> inOrder() {
        List<String> names = new ArrayList<>(RequestsOf812.all().keySet().stream()
                .map(name -> GoldenFrames.OF_812 + name)
                .toList());
        List<String> handMade = GoldenFrames.answersOf812("raw-");
        assertThat(handMade).hasSizeGreaterThan(5);
        names.addAll(handMade);
        return names;
    }

    private static List<String> captured(String name) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(GoldenFrames.answer(name)))) {
            List<String> messages = answer(in);
            assertThat(in.available()).isZero();
            return messages;
        }
    }

    /** Reads the frames of an answer. */
    private static List<String> answer(DataInputStream in) throws IOException {
        List<String> messages = new ArrayList<>();
        boolean last;
        do {
            long header = in.readLong();
            boolean info = (header >>> TYPE_SHIFT & 0xff) == MessageLayout.TYPE_INFO;
            byte[] body = new byte[(int) (info ? FrameHeader.infoLength(header) : FrameHeader.dataLength(header))];
            in.readFully(body);
            last = info ? messages.add(new String(body, StandardCharsets.UTF_8)) : addMessages(body, messages);
        } while (!last);
        return messages;
    }

    /** Adds the messages of a frame; returns whether it is the last one of an answer. */
    private static boolean addMessages(byte[] body, List<String> messages) {
        ByteBuffer message = ByteBuffer.wrap(body);
        boolean last = false;
        while (message.hasRemaining()) {
            int start = message.position();
            int fields = message.getShort(start + MessageLayout.FIELDS_OFFSET);
            int parts = fields + message.getShort(start + MessageLayout.FIELDS_OFFSET + Short.BYTES);
            // An answer of one record has neither a last message nor a digest.
            last = (body[start + INFO3] & MessageLayout.INFO3_LAST) != 0 || body[start + RESULT] != 0 || fields == 0;
            message.position(start + MessageLayout.HEADER_SIZE);
            for (int part = 0; part < parts; part++) {
                int size = message.getInt();
                message.position(message.position() + size);
            }
            messages.add(HexFormat.of().formatHex(body, start, message.position()));
        }
        return last;
    }
}
