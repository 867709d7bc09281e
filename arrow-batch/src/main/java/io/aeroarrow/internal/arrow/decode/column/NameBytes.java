package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.answer.OpBytes;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.internal.value.PlainMsgpack;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of a bin, or of a struct's field, compared with names in received bytes a word at a time. Ahead of those there
 * are always eight bytes and more of the same record.
 */
public final class NameBytes {

    private final byte[] bytes;
    private final int length;
    /** The last bytes of the name, in the order of this machine, behind zeros if it has less than a word. */
    private final long tail;

    private final long tailMask;
    /** As a key of a map in the usual form: with the head of a string and its type ahead. */
    private final int keySize;

    /** The last bytes of that, as {@link #tail}. */
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
        int own = Math.min(text.length, Long.BYTES);
        System.arraycopy(text, text.length - own, word, Long.BYTES - own, own);
        return RawMemory.nativeLong(word);
    }

    private static long tailMask(int length) {
        byte[] mask = new byte[Long.BYTES];
        Arrays.fill(mask, Long.BYTES - Math.min(length, Long.BYTES), Long.BYTES, (byte) 0xff);
        return RawMemory.nativeLong(mask);
    }

    /** Whether it is the name of the op at an address. */
    public boolean isOf(long op) {
        return matches(OpBytes.name(op), OpBytes.nameLength(OpBytes.header(op)));
    }

    /** Whether it is the name of all ops in a range of addresses. */
    public boolean areOf(long[] ops, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isOf(ops[i])) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of the name as a key of a map; 0 if it is too long for the usual form. */
    public int keySize() {
        return keySize;
    }

    /**
     * Whether the key of a map at an address is this, in the usual form and with a value behind it.
     *
     * @param end nothing is read from there on
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
