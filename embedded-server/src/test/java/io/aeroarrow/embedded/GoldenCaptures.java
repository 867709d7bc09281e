package io.aeroarrow.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Captured requests of clients and the answers of a real server. */
final class GoldenCaptures {
    private static final long SIZE_MASK = 0xffff_ffff_ffffL;
    private static final int MESSAGE_HEADER = 22;

    private GoldenCaptures() {}

    static byte[] request(String name) throws IOException {
        return hex(name + ".req.hex");
    }

    static byte[] response(String name) throws IOException {
        return hex(name + ".resp.hex");
    }

    static String text(String file) throws IOException {
        try (InputStream in = GoldenCaptures.class.getResourceAsStream("/golden/" + file)) {
            if (in == null) {
                throw new IOException("no resource " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Splits captured bytes into frames. */
    static List<byte[]> frames(byte[] captured) {
        List<byte[]> frames = new ArrayList<>();
        int at = 0;
        while (at < captured.length) {
            int size = 8 + (int) (ByteBuffer.wrap(captured).getLong(at) & SIZE_MASK);
            frames.add(java.util.Arrays.copyOfRange(captured, at, at + size));
            at += size;
        }
        return frames;
    }

    /** Describes the messages of a frame without values that depend on the clock: for the void-time, only whether there is one. */
    static List<String> messages(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame);
        int type = (int) (in.getLong() >>> 48) & 0xff;
        if (type != 3) {
            return List.of("type " + type + ": " + HexFormat.of().formatHex(frame, 8, frame.length));
        }
        List<String> messages = new ArrayList<>();
        while (in.hasRemaining()) {
            messages.add(message(in));
        }
        return messages;
    }

    private static String message(ByteBuffer in) {
        int start = in.position();
        StringBuilder text = new StringBuilder();
        text.append("index=").append(in.getInt(start + 14));
        text.append(" result=").append(in.get(start + 5) & 0xff);
        text.append(" info1=").append(in.get(start + 1)).append(" info3=").append(in.get(start + 3));
        text.append(" generation=").append(in.getInt(start + 6));
        text.append(" expires=").append(in.getInt(start + 10) != 0);
        int parts = in.getShort(start + 18) + in.getShort(start + 20);
        in.position(start + MESSAGE_HEADER);
        for (int i = 0; i < parts; i++) {
            byte[] part = new byte[in.getInt()];
            in.get(part);
            text.append(' ').append(HexFormat.of().formatHex(part));
        }
        return text.toString();
    }

    private static byte[] hex(String file) throws IOException {
        return HexFormat.of().parseHex(text(file).replace("\n", ""));
    }
}
