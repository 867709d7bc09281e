package io.aeroarrow.embedded.compare;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of an answer that has to be the same from all servers: all bytes but times and counters. */
final class AnswerText {
    private static final int HEADER = 22;
    private static final int LAST = 1;
    private static final int INDEX_VALUE = 15;
    /** TTLs of requests are a half more than a multiple of this, so that seconds between two servers do not show. */
    private static final int TTL_UNIT = 1_000;

    private static final long EPOCH_2010_SECONDS = 1_262_304_000L;

    private AnswerText() {}

    /** The messages of a frame. */
    static List<String> messages(byte[] frame) {
        List<String> messages = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(frame, 8, frame.length - 8);
        while (in.hasRemaining()) {
            messages.add(row(in));
        }
        return messages;
    }

    /** Whether a frame of a query has only an error. */
    static boolean isError(byte[] frame) {
        return frame.length == 8 + HEADER && frame[8 + 3] == 0 && frame[8 + 5] != 0;
    }

    /** Whether the last message of a frame ends the answer. */
    static boolean hasLast(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame, 8, frame.length - 8);
        boolean last = false;
        while (in.hasRemaining()) {
            int start = in.position();
            last = (in.get(start + 3) & LAST) != 0;
            in.position(start + HEADER);
            for (int parts = in.getShort(start + 18) + in.getShort(start + 20); parts > 0; parts--) {
                in.position(in.getInt() + in.position());
            }
        }
        return last;
    }

    /** The lines of an answer to info commands, without the cluster's key and the bytes of an index. */
    static String info(byte[] frame) {
        String text = new String(frame, 8, frame.length - 8, StandardCharsets.UTF_8);
        if (text.startsWith("sindex-list")) {
            // The order depends on free places in a table.
            text = Stream.of(text.split("[\t\n;]", -1)).sorted().collect(Collectors.joining(";"));
        }
        return text.replaceAll("\t[0-9A-F]{6,16}\n", "\tKEY\n").replaceAll("used_bytes=[0-9]+", "used_bytes=N");
    }

    /** A message of several: with its number, its flags and the time that its record has left. */
    private static String row(ByteBuffer in) {
        int start = in.position();
        int voidTime = in.getInt(start + 10);
        long left = Integer.toUnsignedLong(voidTime) - (System.currentTimeMillis() / 1_000 - EPOCH_2010_SECONDS);
        String prefix = "row " + in.getInt(start + 14) + ", flags " + in.get(start + 3) + ", ttl "
                + (voidTime == 0 ? "none" : String.valueOf(Math.floorDiv(left, TTL_UNIT))) + ", ";
        return prefix + message(in);
    }

    private static String message(ByteBuffer in) {
        int start = in.position();
        int result = in.get(start + 5) & 0xff;
        int fields = in.getShort(start + 18);
        int ops = in.getShort(start + 20);
        StringBuilder text = new StringBuilder("result " + result + ", generation " + in.getInt(start + 6));
        in.position(start + HEADER);
        for (int i = 0; i < fields; i++) {
            byte[] field = new byte[in.getInt()];
            in.get(field);
            if (field[0] == INDEX_VALUE) {
                // The hashes of strings differ.
                continue;
            }
            text.append("\n    field ").append(HexFormat.of().formatHex(field));
        }
        for (int i = 0; i < ops; i++) {
            byte[] op = new byte[in.getInt()];
            in.get(op);
            int name = op[3];
            text.append("\n    op ")
                    .append(op[0])
                    .append(" particle ")
                    .append(op[1])
                    .append(' ');
            text.append(new String(op, 4, name, StandardCharsets.US_ASCII)).append(' ');
            text.append(HexFormat.of().formatHex(op, 4 + name, op.length));
        }
        return text.toString();
    }
}
