package io.aeroarrow.internal.answer;

import io.aeroarrow.internal.bytes.RawMemory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The names of bins as strings. Records of a set mostly have the same bins in the same order, so it keeps the last ones. */
final class BinNames {

    /** Names are remembered for so many ops of a record. */
    private static final int KEPT = 64;

    private final List<Name> names = new ArrayList<>();

    /** A name of up to 16 bytes, by its bytes. */
    private record Name(int length, long first, long rest, String text) {}

    /**
     * The name at an address.
     *
     * @param op the position of the op in its record, from 0
     */
    String name(int op, long address, int length) {
        if (op >= KEPT || length > 2 * Long.BYTES) {
            return text(address, length);
        }
        long first = bytes(address, Math.min(length, Long.BYTES));
        long rest = length <= Long.BYTES ? 0 : bytes(address + Long.BYTES, length - Long.BYTES);
        if (op < names.size()) {
            Name known = names.get(op);
            if (known.length == length && known.first == first && known.rest == rest) {
                return known.text;
            }
        }
        Name name = new Name(length, first, rest, text(address, length));
        if (op < names.size()) {
            names.set(op, name);
        } else if (op == names.size()) {
            names.add(name);
        }
        return name.text;
    }

    private static long bytes(long address, int count) {
        if (count == Long.BYTES) {
            return RawMemory.getLongBE(address);
        }
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes = bytes << Byte.SIZE | RawMemory.getUnsignedByte(address + i);
        }
        return bytes;
    }

    private static String text(long address, int length) {
        return new String(RawMemory.toArray(address, length), StandardCharsets.UTF_8);
    }
}
