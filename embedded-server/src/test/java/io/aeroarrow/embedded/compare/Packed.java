package io.aeroarrow.embedded.compare;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Msgpack for requests, also of elements that no client sends. */
final class Packed {
    private static final int STRING = 3;
    private static final int BLOB = 4;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Packed() {}

    /** A map in a list of alternating keys and values, with order flags; -1 for no flags. */
    record PackedMap(int flags, List<@Nullable Object> keysAndValues) {}

    /** A list with order flags. */
    record FlaggedList(int flags, List<@Nullable Object> elements) {}

    /** An element that is only compared with, never stored. */
    enum Comparand {
        WILDCARD,
        INFINITY
    }

    /** A plain string, without a particle type in front of it. */
    record Name(String text) {}

    static byte[] of(@Nullable Object value) {
        Packed packed = new Packed();
        packed.write(value);
        return packed.out.toByteArray();
    }

    private void write(@Nullable Object value) {
        if (value == null) {
            out.write(0xc0);
        } else if (value instanceof Boolean bool) {
            out.write(bool ? 0xc3 : 0xc2);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof String text) {
            typed(STRING, text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof byte[] blob) {
            typed(BLOB, blob);
        } else if (value instanceof Name name) {
            raw(name.text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof List<?> list) {
            header(list.size(), 0x90, 0xdc);
            list.forEach(this::write);
        } else {
            special(value);
        }
    }

    private void special(Object value) {
        if (value instanceof FlaggedList list) {
            header(list.elements.size() + 1, 0x90, 0xdc);
            flags(list.flags);
            list.elements.forEach(this::write);
        } else if (value instanceof PackedMap map) {
            header(map.keysAndValues.size() / 2 + (map.flags < 0 ? 0 : 1), 0x80, 0xde);
            if (map.flags >= 0) {
                flags(map.flags);
                out.write(0xc0);
            }
            map.keysAndValues.forEach(this::write);
        } else if (value instanceof Comparand comparand) {
            out.writeBytes(new byte[] {(byte) 0xd4, (byte) 0xff, (byte) (comparand == Comparand.WILDCARD ? 0 : 1)});
        } else {
            throw new IllegalArgumentException(value.getClass().toString());
        }
    }

    private void number(Number number) {
        if (number instanceof Double real) {
            out.write(0xcb);
            out.writeBytes(ByteBuffer.allocate(8).putDouble(real).array());
            return;
        }
        long value = number.longValue();
        if (value >= -32 && value <= 127) {
            out.write((int) value);
        } else if (value >= 0 && value <= 0xff) {
            lead(0xcc, value, 1);
        } else if (value >= 0 && value <= 0xffff) {
            lead(0xcd, value, 2);
        } else if (value >= 0 && value <= 0xffff_ffffL) {
            lead(0xce, value, 4);
        } else if (value >= 0) {
            lead(0xcf, value, 8);
        } else if (value >= Byte.MIN_VALUE) {
            lead(0xd0, value, 1);
        } else if (value >= Short.MIN_VALUE) {
            lead(0xd1, value, 2);
        } else if (value >= Integer.MIN_VALUE) {
            lead(0xd2, value, 4);
        } else {
            lead(0xd3, value, 8);
        }
    }

    private void lead(int lead, long value, int width) {
        out.write(lead);
        for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
    }

    private void typed(int type, byte[] payload) {
        rawHeader(payload.length + 1);
        out.write(type);
        out.writeBytes(payload);
    }

    private void raw(byte[] payload) {
        rawHeader(payload.length);
        out.writeBytes(payload);
    }

    private void rawHeader(int size) {
        if (size <= 31) {
            out.write(0xa0 | size);
        } else if (size <= 0xff) {
            lead(0xd9, size, 1);
        } else if (size <= 0xffff) {
            lead(0xda, size, 2);
        } else {
            lead(0xdb, size, 4);
        }
    }

    private void header(int count, int fixed, int lead16) {
        if (count <= 15) {
            out.write(fixed | count);
        } else {
            lead(lead16, count, 2);
        }
    }

    private void flags(int flags) {
        out.write(0xc7);
        out.write(0);
        out.write(flags);
    }
}
