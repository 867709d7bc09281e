package io.aeroarrow.internal.bytes;

/** Validates UTF-8: the server stores strings without a check. */
public final class Utf8 {

    private static final long NON_ASCII = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /** Whether a range is well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
    public static boolean isValid(long address, int length) {
        return isAscii(address, length) || isWellFormed(address, length);
    }

    /** Looks at words, from both ends, so that those in the middle may overlap. */
    private static boolean isAscii(long address, int length) {
        long bits;
        if (length > 2 * Long.BYTES) {
            bits = longBits(address, length);
        } else if (length >= Long.BYTES) {
            bits = RawMemory.getLong(address) | RawMemory.getLong(address + length - Long.BYTES);
        } else if (length >= Integer.BYTES) {
            bits = RawMemory.getInt(address) | RawMemory.getInt(address + length - Integer.BYTES);
        } else {
            bits = shortBits(address, length);
        }
        return isAscii(bits);
    }

    /** Whether no byte of a word is part of a longer sequence. */
    public static boolean isAscii(long word) {
        return (word & NON_ASCII) == 0;
    }

    private static long shortBits(long address, int length) {
        return length == 0
                ? 0
                : RawMemory.getByte(address)
                        | RawMemory.getByte(address + (length >> 1))
                        | RawMemory.getByte(address + length - 1);
    }

    private static long longBits(long address, int length) {
        int last = length - Long.BYTES;
        long bits = RawMemory.getLong(address + last);
        for (int i = 0; i < last; i += Long.BYTES) {
            bits |= RawMemory.getLong(address + i);
        }
        return bits;
    }

    private static boolean isWellFormed(long address, int length) {
        long at = address;
        long end = address + length;
        while (at < end) {
            byte lead = RawMemory.getByte(at);
            if (lead >= 0) {
                at++;
                continue;
            }
            int size = sequenceLength(lead & 0xff, at, end);
            if (size == 0) {
                return false;
            }
            at += size;
        }
        return true;
    }

    /** The length of the well-formed sequence of several bytes at an address, or 0 if there is none. */
    private static int sequenceLength(int lead, long at, long end) {
        int size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc2 || lead > 0xf4 || end - at < size) {
            return 0;
        }
        int second = RawMemory.getUnsignedByte(at + 1);
        // The range of the second byte excludes overlong forms, surrogates and code points above U+10FFFF.
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < least || second > most) {
            return 0;
        }
        for (int i = 2; i < size; i++) {
            if ((RawMemory.getByte(at + i) & 0xc0) != 0x80) {
                return 0;
            }
        }
        return size;
    }
}
