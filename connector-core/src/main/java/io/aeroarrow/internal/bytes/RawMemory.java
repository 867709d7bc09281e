package io.aeroarrow.internal.bytes;

import io.netty.buffer.ByteBuf;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import sun.misc.Unsafe;

/**
 * Reads and writes off-heap memory by address. It checks no bounds: callers check lengths first, once for each record.
 *
 * <p>With the system property {@code aeroarrow.memory.checks}, which tests set, each access must lie in a buffer whose
 * address was taken by {@link #address} or {@link #declared}.
 *
 * <p>It is the only access to raw memory, because Arrow's own access changed between the supported versions.
 */
public final class RawMemory {

    private static final Unsafe UNSAFE = unsafe();
    private static final long BUFFER_ADDRESS = bufferAddressOffset();
    public static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    /** Constant, so that the checks cost nothing where they are off. */
    private static final boolean CHECKED = Boolean.getBoolean("aeroarrow.memory.checks");

    /** The maximum number of bytes that {@link #copyFew} copies. */
    public static final int FEW = 2 * Long.BYTES;

    /** Up to this size, copying words is faster than the JVM's copy. */
    private static final int SHORT_COPY = 64;

    private RawMemory() {}

    private static Unsafe unsafe() {
        try {
            Field field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return (Unsafe) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has no sun.misc.Unsafe, which is needed to fill vectors", e);
        }
    }

    private static long bufferAddressOffset() {
        try {
            return UNSAFE.objectFieldOffset(Buffer.class.getDeclaredField("address"));
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("this JVM's direct buffers hide their address", e);
        }
    }

    /** The address of the first readable byte of a direct buffer. */
    public static long address(ByteBuf buffer) {
        if (buffer.hasMemoryAddress()) {
            if (CHECKED) {
                declare(buffer);
            }
            return buffer.memoryAddress() + buffer.readerIndex();
        }
        if (!buffer.isDirect() || buffer.nioBufferCount() != 1) {
            throw new IllegalArgumentException("not a contiguous off-heap buffer: " + buffer);
        }
        return address(buffer.nioBuffer());
    }

    private static void declare(ByteBuf buffer) {
        ByteBuf root = buffer;
        while (root.unwrap() != null && root.unwrap().hasMemoryAddress()) {
            root = root.unwrap();
        }
        KnownMemory.add(root.memoryAddress(), root.capacity());
    }

    /** The address of the byte at the position of a direct buffer. */
    public static long address(ByteBuffer buffer) {
        return declared(UNSAFE.getLong(buffer, BUFFER_ADDRESS), buffer.capacity()) + buffer.position();
    }

    /**
     * Returns the address of a buffer, so that accesses to it pass the checks.
     *
     * @param bytes the buffer's capacity
     */
    public static long declared(long address, long bytes) {
        if (CHECKED) {
            KnownMemory.add(address, bytes);
        }
        return address;
    }

    private static void check(long address, long bytes) {
        if (CHECKED) {
            KnownMemory.require(address, bytes);
        }
    }

    public static byte getByte(long address) {
        check(address, Byte.BYTES);
        return UNSAFE.getByte(address);
    }

    public static int getUnsignedByte(long address) {
        check(address, Byte.BYTES);
        return UNSAFE.getByte(address) & 0xff;
    }

    /** A 16-bit value in network order, unsigned. */
    public static int getUnsignedShortBE(long address) {
        check(address, Short.BYTES);
        short value = UNSAFE.getShort(address);
        return (LITTLE_ENDIAN ? Short.reverseBytes(value) : value) & 0xffff;
    }

    /** A 32-bit value in network order. */
    public static int getIntBE(long address) {
        check(address, Integer.BYTES);
        int value = UNSAFE.getInt(address);
        return LITTLE_ENDIAN ? Integer.reverseBytes(value) : value;
    }

    /** A 64-bit value in network order. */
    public static long getLongBE(long address) {
        check(address, Long.BYTES);
        long value = UNSAFE.getLong(address);
        return LITTLE_ENDIAN ? Long.reverseBytes(value) : value;
    }

    /** A 32-bit value in the order of this machine. */
    public static int getInt(long address) {
        check(address, Integer.BYTES);
        return UNSAFE.getInt(address);
    }

    /** A 64-bit value in the order of this machine. */
    public static long getLong(long address) {
        check(address, Long.BYTES);
        return UNSAFE.getLong(address);
    }

    /** The value that {@link #getLong} would read from these eight bytes. */
    public static long nativeLong(byte[] bytes) {
        return UNSAFE.getLong(bytes, (long) Unsafe.ARRAY_BYTE_BASE_OFFSET);
    }

    public static void putByte(long address, byte value) {
        check(address, Byte.BYTES);
        UNSAFE.putByte(address, value);
    }

    public static void putShort(long address, short value) {
        check(address, Short.BYTES);
        UNSAFE.putShort(address, value);
    }

    public static void putInt(long address, int value) {
        check(address, Integer.BYTES);
        UNSAFE.putInt(address, value);
    }

    public static void putLong(long address, long value) {
        check(address, Long.BYTES);
        UNSAFE.putLong(address, value);
    }

    public static void putFloat(long address, float value) {
        check(address, Float.BYTES);
        UNSAFE.putFloat(address, value);
    }

    public static void putDouble(long address, double value) {
        check(address, Double.BYTES);
        UNSAFE.putDouble(address, value);
    }

    /** Writes a 64-bit value in network order. */
    public static void putLongBE(long address, long value) {
        check(address, Long.BYTES);
        UNSAFE.putLong(address, LITTLE_ENDIAN ? Long.reverseBytes(value) : value);
    }

    /** Copies between ranges that do not overlap. */
    public static void copy(long from, long to, long bytes) {
        check(from, bytes);
        check(to, bytes);
        if (bytes <= SHORT_COPY) {
            copyShort(from, to, (int) bytes);
        } else {
            UNSAFE.copyMemory(from, to, bytes);
        }
    }

    /** Copies between ranges that may overlap. */
    public static void move(long from, long to, long bytes) {
        check(from, bytes);
        check(to, bytes);
        UNSAFE.copyMemory(from, to, bytes);
    }

    /**
     * Copies words from both ends, which may overlap in the middle. That is faster than the JVM's copy, and than a
     * loop, whose exit branch mispredicts.
     */
    private static void copyShort(long from, long to, int bytes) {
        if (bytes > 4 * Long.BYTES) {
            copyWords(from, to);
            copyWords(from + 2 * Long.BYTES, to + 2 * Long.BYTES);
            copyWords(from + bytes - 4 * Long.BYTES, to + bytes - 4 * Long.BYTES);
            copyWords(from + bytes - 2 * Long.BYTES, to + bytes - 2 * Long.BYTES);
        } else if (bytes > 2 * Long.BYTES) {
            copyWords(from, to);
            copyWords(from + bytes - 2 * Long.BYTES, to + bytes - 2 * Long.BYTES);
        } else if (bytes >= Long.BYTES) {
            int last = bytes - Long.BYTES;
            UNSAFE.putLong(to, UNSAFE.getLong(from));
            UNSAFE.putLong(to + last, UNSAFE.getLong(from + last));
        } else if (bytes >= Integer.BYTES) {
            int last = bytes - Integer.BYTES;
            UNSAFE.putInt(to, UNSAFE.getInt(from));
            UNSAFE.putInt(to + last, UNSAFE.getInt(from + last));
        } else if (bytes > 0) {
            int middle = bytes >> 1;
            UNSAFE.putByte(to, UNSAFE.getByte(from));
            UNSAFE.putByte(to + middle, UNSAFE.getByte(from + middle));
            UNSAFE.putByte(to + bytes - 1, UNSAFE.getByte(from + bytes - 1));
        }
    }

    private static void copyWords(long from, long to) {
        long second = UNSAFE.getLong(from + Long.BYTES);
        UNSAFE.putLong(to, UNSAFE.getLong(from));
        UNSAFE.putLong(to + Long.BYTES, second);
    }

    /**
     * Copies few bytes by whole words. It reads up to eight bytes before {@code from}, and writes up to eight bytes
     * past the end of the target.
     *
     * @param bytes at most {@link #FEW}
     * @return a word with each bit that is set in one of the bytes, in no particular order
     */
    public static long copyFew(long from, long to, int bytes) {
        check(from, bytes);
        check(to, Math.max(bytes, Long.BYTES));
        long last = UNSAFE.getLong(from + bytes - Long.BYTES);
        if (bytes > Long.BYTES) {
            long first = UNSAFE.getLong(from);
            UNSAFE.putLong(to, first);
            UNSAFE.putLong(to + bytes - Long.BYTES, last);
            return first | last;
        }
        int others = Long.SIZE - bytes * Byte.SIZE;
        long own = LITTLE_ENDIAN ? last >>> others : last << others;
        UNSAFE.putLong(to, own);
        return own;
    }

    public static void copy(byte[] from, int offset, long to, int bytes) {
        check(to, bytes);
        UNSAFE.copyMemory(from, Unsafe.ARRAY_BYTE_BASE_OFFSET + (long) offset, null, to, bytes);
    }

    public static void copy(long from, byte[] to, int offset, int bytes) {
        check(from, bytes);
        UNSAFE.copyMemory(null, from, to, Unsafe.ARRAY_BYTE_BASE_OFFSET + (long) offset, bytes);
    }

    public static void fill(long address, long bytes, byte value) {
        check(address, bytes);
        UNSAFE.setMemory(address, bytes, value);
    }

    /** Whether two ranges hold the same bytes. */
    public static boolean equal(long left, long right, int bytes) {
        check(left, bytes);
        check(right, bytes);
        int i = 0;
        for (; i + Long.BYTES <= bytes; i += Long.BYTES) {
            if (UNSAFE.getLong(left + i) != UNSAFE.getLong(right + i)) {
                return false;
            }
        }
        for (; i < bytes; i++) {
            if (UNSAFE.getByte(left + i) != UNSAFE.getByte(right + i)) {
                return false;
            }
        }
        return true;
    }

    /** Copies bytes to the heap; for errors and other rare paths. */
    public static byte[] toArray(long address, int bytes) {
        byte[] copy = new byte[bytes];
        copy(address, copy, 0, bytes);
        return copy;
    }
}
