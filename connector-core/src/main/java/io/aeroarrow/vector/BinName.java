package io.aeroarrow.vector;

import io.aeroarrow.protocol.RawMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A bin's name, compared with names in received bytes by at most two words. */
final class BinName {

    private final int length;
    private final long head;
    private final long tail;

    BinName(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        length = bytes.length;
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        if (length >= Long.BYTES) {
            head = words.getLong(0);
            tail = words.getLong(length - Long.BYTES);
        } else if (length >= Integer.BYTES) {
            head = words.getInt(0);
            tail = words.getInt(length - Integer.BYTES);
        } else {
            head = shortName(bytes[0], bytes[length >> 1], bytes[length - 1]);
            tail = 0;
        }
    }

    boolean matches(long address, int nameLength) {
        if (nameLength != length) {
            return false;
        }
        if (nameLength >= Long.BYTES) {
            return RawMemory.getLong(address) == head && RawMemory.getLong(address + nameLength - Long.BYTES) == tail;
        }
        if (nameLength >= Integer.BYTES) {
            return RawMemory.getInt(address) == head && RawMemory.getInt(address + nameLength - Integer.BYTES) == tail;
        }
        return shortName(
                        RawMemory.getByte(address),
                        RawMemory.getByte(address + (nameLength >> 1)),
                        RawMemory.getByte(address + nameLength - 1))
                == head;
    }

    /** First, middle and last byte are all that a name of one to three bytes has. */
    private static int shortName(byte first, byte middle, byte last) {
        return (first & 0xff) << 16 | (middle & 0xff) << 8 | (last & 0xff);
    }
}
