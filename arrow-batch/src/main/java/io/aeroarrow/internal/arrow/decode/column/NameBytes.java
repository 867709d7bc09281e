package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.answer.OpBytes;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.internal.value.PlainMsgpack;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of a bin or struct field. Compares the name with names in received bytes, one word at a time. At least eight
 * bytes of the same record must precede the compared bytes, because a comparison may read them.
 */
public final class NameBytes {

    private final byte[] bytes;
    private final int length;
    /** The last eight bytes of the name, in native byte order; zeros precede a shorter name. */
    private final long tail;

    private final long tailMask;
    /**
     * The size of the name as a map key in the FIX_STRING form, including the header and the type; 0 if it is too long.
     */
    private final int keySize;

    /** The last eight bytes of the encoded key, as {@link #tail}. */
    private final long keyTail;

    private final long keyTailMask;

    public NameBytes(String name) {
        bytes = name.getBytes(StandardCharsets.UTF_8);
        length = bytes.length;
        tail = tail(bytes);
        tailMask = tailMask(length);
        byte[] key = new byte[length + 2];
        key[0] = (byte) (PlainMsgpack.FIX_STRING | (length + 1));
        key[1] = Particle.STRING;
        System.arraycopy(bytes, 0, key, 2, length);
        keySize = length < PlainMsgpack.LONGEST_FIX_STRING ? key.length : 0;
        keyTail = tail(key);
        keyTailMask = tailMask(key.length);
    }

    private static long tail(byte[] text) {
        byte[] word = new byte[Long.BYTES];
        int count = Math.min(text.length, Long.BYTES);
        System.arraycopy(text, text.length - count, word, Long.BYTES - count, count);
        return RawMemory.nativeLong(word);
    }

    private static long tailMask(int length) {
        byte[] mask = new byte[Long.BYTES];
        Arrays.fill(mask, Long.BYTES - Math.min(length, Long.BYTES), Long.BYTES, (byte) 0xff);
        return RawMemory.nativeLong(mask);
    }

    /** Whether this is the name of the op at an address. */
    public boolean isNameOf(long op) {
        return matches(OpBytes.name(op), OpBytes.nameLength(OpBytes.header(op)));
    }

    /** Whether this is the name of every op from index {@code from} up to, but not including, {@code to}. */
    public boolean isNameOfAll(long[] ops, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isNameOf(ops[i])) {
                return false;
            }
        }
        return true;
    }

    /** The size of the name as an encoded map key in bytes; 0 if the name is too long for the FIX_STRING form. */
    public int keySize() {
        return keySize;
    }

    /**
     * Whether the map key at an address is this name in the FIX_STRING form, and at least one byte of a value follows
     * it.
     *
     * @param end the limit: no byte is read from this address on
     */
    public boolean isKey(long address, long end) {
        return keySize > 0
                && end - address > keySize
                && (RawMemory.getLong(address + keySize - Long.BYTES) & keyTailMask) == keyTail
                && (keySize <= Long.BYTES || isLongKey(address));
    }

    private boolean isLongKey(long address) {
        return RawMemory.getUnsignedByte(address) == (PlainMsgpack.FIX_STRING | (length + 1))
                && RawMemory.getByte(address + 1) == Particle.STRING
                && matches(address + 2, length);
    }

    /** Whether the {@code nameLength} bytes at an address are this name. */
    public boolean matches(long address, int nameLength) {
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
