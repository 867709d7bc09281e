package io.aeroarrow.vector;

import io.aeroarrow.protocol.RawMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The name of a bin, or of a struct's field, compared with names in received bytes a word at a time. */
final class Name {

    /** Up to this length, the first and the last word of a name are all of it. */
    private static final int TWO_WORDS = 2 * Long.BYTES;

    private final byte[] bytes;
    private final int length;
    private final long head;
    private final long tail;

    Name(String name) {
        bytes = name.getBytes(StandardCharsets.UTF_8);
        length = bytes.length;
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        if (length >= Long.BYTES) {
            head = words.getLong(0);
            tail = words.getLong(length - Long.BYTES);
        } else if (length >= Integer.BYTES) {
            head = words.getInt(0);
            tail = words.getInt(length - Integer.BYTES);
        } else {
            head = length == 0 ? 0 : shortName(bytes[0], bytes[length >> 1], bytes[length - 1]);
            tail = 0;
        }
    }

    boolean matches(long address, int nameLength) {
        if (nameLength != length) {
            return false;
        }
        if (nameLength >= Long.BYTES) {
            return RawMemory.getLong(address) == head
                    && RawMemory.getLong(address + nameLength - Long.BYTES) == tail
                    && (nameLength <= TWO_WORDS || matchesBetween(address));
        }
        if (nameLength >= Integer.BYTES) {
            return RawMemory.getInt(address) == head && RawMemory.getInt(address + nameLength - Integer.BYTES) == tail;
        }
        return nameLength == 0
                || shortName(
                                RawMemory.getByte(address),
                                RawMemory.getByte(address + (nameLength >> 1)),
                                RawMemory.getByte(address + nameLength - 1))
                        == head;
    }

    private boolean matchesBetween(long address) {
        for (int i = Long.BYTES; i < length - Long.BYTES; i++) {
            if (bytes[i] != RawMemory.getByte(address + i)) {
                return false;
            }
        }
        return true;
    }

    /** First, middle and last byte are all that a name of one to three bytes has. */
    private static int shortName(byte first, byte middle, byte last) {
        return (first & 0xff) << 16 | (middle & 0xff) << 8 | (last & 0xff);
    }
}
