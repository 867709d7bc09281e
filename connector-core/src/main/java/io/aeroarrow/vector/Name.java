package io.aeroarrow.vector;

import io.aeroarrow.protocol.OpBytes;
import io.aeroarrow.protocol.RawMemory;
import java.nio.charset.StandardCharsets;

/**
 * The name of a bin, or of a struct's field, compared with names in received bytes a word at a time. Ahead of those there
 * are always eight bytes and more of the same record.
 */
final class Name {

    private final byte[] bytes;
    private final int length;
    /** The last bytes of the name, in the order of this machine, behind zeros if it has less than a word. */
    private final long tail;

    private final long tailMask;

    Name(String name) {
        bytes = name.getBytes(StandardCharsets.UTF_8);
        length = bytes.length;
        byte[] word = new byte[Long.BYTES];
        byte[] mask = new byte[Long.BYTES];
        for (int i = 1; i <= Math.min(length, Long.BYTES); i++) {
            word[Long.BYTES - i] = bytes[length - i];
            mask[Long.BYTES - i] = (byte) 0xff;
        }
        tail = RawMemory.nativeLong(word);
        tailMask = RawMemory.nativeLong(mask);
    }

    /** Whether it is the name of the op at an address. */
    boolean isOf(long op) {
        return matches(OpBytes.name(op), OpBytes.nameLength(OpBytes.header(op)));
    }

    /** Whether it is the name of all ops in a range of addresses. */
    boolean areOf(long[] ops, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isOf(ops[i])) {
                return false;
            }
        }
        return true;
    }

    boolean matches(long address, int nameLength) {
        return nameLength == length
                && (RawMemory.getLong(address + length - Long.BYTES) & tailMask) == tail
                && (length <= Long.BYTES || matchesHead(address));
    }

    private boolean matchesHead(long address) {
        for (int i = 0; i < length - Long.BYTES; i++) {
            if (bytes[i] != RawMemory.getByte(address + i)) {
                return false;
            }
        }
        return true;
    }
}
