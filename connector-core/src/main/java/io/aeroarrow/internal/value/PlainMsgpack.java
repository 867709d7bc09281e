package io.aeroarrow.internal.value;

import io.aeroarrow.internal.bytes.RawMemory;

/**
 * Reads the common forms of msgpack by address, without a state. {@link MsgpackCursor} reads all forms and reports
 * errors. At least one word of the same record always precedes the bytes that are read.
 */
public final class PlainMsgpack {

    public static final int NIL = 0xc0;
    public static final int FALSE = 0xc2;
    public static final int TRUE = 0xc3;
    public static final int FLOAT64 = 0xcb;
    private static final int FLOAT32 = 0xca;

    public static final int FIX_STRING = 0xa0;
    /** The maximum size of a string, including its particle type, in the {@link #FIX_STRING} form. */
    public static final int LONGEST_FIX_STRING = 31;

    private static final int FIX_LIST = 0x90;
    private static final int FIX_MAP = 0x80;
    private static final int STRING8 = 0xd9;
    private static final int STRING16 = 0xda;
    private static final int LIST16 = 0xdc;
    private static final int MAP16 = 0xde;
    private static final int EXTENSION8 = 0xc7;
    private static final int ORDER_SIZE = 3;
    private static final int LEAST_NEGATIVE = 0xe0;
    private static final int UINT8 = 0xcc;
    private static final int UINT64 = 0xcf;
    private static final int INT64 = 0xd3;

    /** The size of a value by its first byte; 0 if the first byte does not determine it. */
    private static final byte[] SIZES = sizes();

    /** Deeper containers are left to {@link MsgpackCursor}. */
    private static final int MAX_DEPTH = 8;

    private PlainMsgpack() {}

    private static byte[] sizes() {
        byte[] sizes = new byte[1 << Byte.SIZE];
        for (int code = 0; code < sizes.length; code++) {
            if (code < FIX_MAP || code >= LEAST_NEGATIVE || code == NIL || code == FALSE || code == TRUE) {
                sizes[code] = 1;
            } else if (code >= FIX_STRING && code <= FIX_STRING + LONGEST_FIX_STRING) {
                sizes[code] = (byte) (1 + code - FIX_STRING);
            } else if (code >= FLOAT32 && code <= INT64) {
                sizes[code] = (byte) (code <= FLOAT64 ? 1 + Float.BYTES * (code - FLOAT32 + 1) : 1 + (1 << (code & 3)));
            }
        }
        return sizes;
    }

    /** The address after a value; 0 if its form is uncommon or it extends past {@code end}. */
    public static long skip(long at, long end) {
        return skip(at, end, MAX_DEPTH);
    }

    private static long skip(long at, long end, int depth) {
        int size = at < end ? SIZES[RawMemory.getUnsignedByte(at)] : 0;
        if (size == 0) {
            return skipLonger(at, end, depth);
        }
        return end - at >= size ? at + size : 0;
    }

    private static long skipLonger(long at, long end, int depth) {
        if (at >= end || depth == 0) {
            return 0;
        }
        int text = stringHeader(at);
        int list = listHeader(at);
        int header = text + list + mapHeader(at);
        if (header == 0 || end - at < header) {
            return 0;
        }
        if (text > 0) {
            int size = header + stringSize(at, header);
            return end - at >= size ? at + size : 0;
        }
        return list > 0 ? skipElements(at, header, end, depth - 1) : skipPairs(at, header, end, depth - 1);
    }

    private static long skipElements(long at, int header, long end, int depth) {
        int count = containerSize(at, header);
        long first = at + header;
        int order = count == 0 ? 0 : listOrderSize(first, end);
        return skipAll(first + order, order == 0 ? count : count - 1, end, depth);
    }

    private static long skipPairs(long at, int header, long end, int depth) {
        int pairs = containerSize(at, header);
        long first = at + header;
        int order = pairs == 0 ? 0 : mapOrderSize(first, end);
        return skipAll(first + order, 2 * (order == 0 ? pairs : pairs - 1), end, depth);
    }

    private static long skipAll(long at, int count, long end, int depth) {
        long next = at;
        for (int i = 0; i < count && next != 0; i++) {
            next = skip(next, end, depth);
        }
        return next;
    }

    /** Whether a value is nil. */
    public static boolean isNil(long at) {
        return RawMemory.getUnsignedByte(at) == NIL;
    }

    /** The size of an integer in bytes, 0 if the value is not an integer. */
    public static int integerSize(long at) {
        int code = RawMemory.getUnsignedByte(at);
        if (code < FIX_MAP || code >= LEAST_NEGATIVE) {
            return 1;
        }
        return code >= UINT8 && code <= INT64 ? 1 + (1 << (code & 3)) : 0;
    }

    /** Whether an integer is above the largest long. */
    public static boolean isUnsigned(long at, long integer) {
        return integer < 0 && RawMemory.getUnsignedByte(at) == UINT64;
    }

    /** An integer of a known size, or the bits of one that {@link #isUnsigned exceeds the largest long}. */
    public static long integer(long at, int size) {
        if (size == 1) {
            return RawMemory.getByte(at);
        }
        // Reads the word that ends with the integer, and shifts out the bytes before it.
        int shift = Long.SIZE - Byte.SIZE * (size - 1);
        long word = RawMemory.getLongBE(at + size - Long.BYTES) << shift;
        return RawMemory.getUnsignedByte(at) > UINT64 ? word >> shift : word >>> shift;
    }

    /** The size of a string's header, or 0 if the value is not a string. */
    public static int stringHeader(long at) {
        int code = RawMemory.getUnsignedByte(at);
        if ((code & 0xe0) == FIX_STRING) {
            return 1;
        }
        return code == STRING8 ? 2 : code == STRING16 ? 3 : 0;
    }

    /**
     * The size of a string, including its particle type.
     *
     * @param header the size of its header
     */
    public static int stringSize(long at, int header) {
        return switch (header) {
            case 1 -> RawMemory.getUnsignedByte(at) & 0x1f;
            case 2 -> RawMemory.getUnsignedByte(at + 1);
            default -> RawMemory.getUnsignedShortBE(at + 1);
        };
    }

    /**
     * The size of a text in the shortest form, including two bytes before its characters; 0 if the value has another
     * form, or extends past {@code end}.
     */
    public static int fixTextSize(long at, long end) {
        int size = at < end ? 1 + (RawMemory.getUnsignedByte(at) ^ FIX_STRING) : 0;
        return size > 1
                        && size <= 1 + LONGEST_FIX_STRING
                        && end - at >= size
                        && RawMemory.getUnsignedByte(at + 1) == Particle.STRING
                ? size
                : 0;
    }

    /** The size of a list's header, or 0 if the value is not a list. */
    public static int listHeader(long at) {
        return containerHeader(at, FIX_LIST, LIST16);
    }

    /** The size of a map's header, or 0 if the value is not a map. */
    public static int mapHeader(long at) {
        return containerHeader(at, FIX_MAP, MAP16);
    }

    private static int containerHeader(long at, int fix, int wide) {
        int code = RawMemory.getUnsignedByte(at);
        return (code & 0xf0) == fix ? 1 : code == wide ? 3 : 0;
    }

    /** The number of elements or pairs of a container. */
    public static int containerSize(long at, int header) {
        return header == 1 ? RawMemory.getUnsignedByte(at) & 0x0f : RawMemory.getUnsignedShortBE(at + 1);
    }

    /** The size of a list's order metadata, which is its first element; 0 if it has none. */
    public static int listOrderSize(long at, long end) {
        // An empty extension with a type.
        return end - at >= ORDER_SIZE
                        && RawMemory.getUnsignedByte(at) == EXTENSION8
                        && RawMemory.getUnsignedByte(at + 1) == 0
                ? ORDER_SIZE
                : 0;
    }

    /** The size of a map's order metadata, which is its first key with a nil value; 0 if it has none. */
    public static int mapOrderSize(long at, long end) {
        return end - at > ORDER_SIZE && listOrderSize(at, end) > 0 && RawMemory.getUnsignedByte(at + ORDER_SIZE) == NIL
                ? ORDER_SIZE + 1
                : 0;
    }
}
