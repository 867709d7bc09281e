package io.aeroarrow.protocol;

/**
 * Reads msgpack by address where it is as servers and clients mostly write it: nothing here keeps a place, as {@link
 * MsgpackCursor} does, which reads all of it and tells what is wrong. Ahead of what is read there is always a word of the
 * same record.
 */
public final class PlainMsgpack {

    public static final int NIL = 0xc0;
    public static final int FALSE = 0xc2;
    public static final int TRUE = 0xc3;
    public static final int FLOAT64 = 0xcb;

    public static final int FIX_STRING = 0xa0;
    /** The most bytes of a string, its particle type among them, whose size goes with {@link #FIX_STRING}. */
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

    private PlainMsgpack() {}

    /** The bytes of an integer, or 0 if it is none. */
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

    /** An integer whose size was found, or the bits of one {@link #isUnsigned above the largest long}. */
    public static long integer(long at, int size) {
        if (size == 1) {
            return RawMemory.getByte(at);
        }
        // The last word up to its end, and of that what is its own.
        int shift = Long.SIZE - Byte.SIZE * (size - 1);
        long word = RawMemory.getLongBE(at + size - Long.BYTES) << shift;
        return RawMemory.getUnsignedByte(at) > UINT64 ? word >> shift : word >>> shift;
    }

    /** The bytes ahead of a string's, or 0 if it is none. */
    public static int stringHeader(long at) {
        int code = RawMemory.getUnsignedByte(at);
        if ((code & 0xe0) == FIX_STRING) {
            return 1;
        }
        return code == STRING8 ? 2 : code == STRING16 ? 3 : 0;
    }

    /** The bytes of a string with the particle type ahead, by the bytes ahead of both. */
    public static int stringSize(long at, int header) {
        return switch (header) {
            case 1 -> RawMemory.getUnsignedByte(at) & 0x1f;
            case 2 -> RawMemory.getUnsignedByte(at + 1);
            default -> RawMemory.getUnsignedShortBE(at + 1);
        };
    }

    /** The bytes ahead of what is in a list, or 0 if it is none. */
    public static int listHeader(long at) {
        return containerHeader(at, FIX_LIST, LIST16);
    }

    /** The bytes ahead of what is in a map, or 0 if it is none. */
    public static int mapHeader(long at) {
        return containerHeader(at, FIX_MAP, MAP16);
    }

    private static int containerHeader(long at, int fix, int wide) {
        int code = RawMemory.getUnsignedByte(at);
        return (code & 0xf0) == fix ? 1 : code == wide ? 3 : 0;
    }

    /** How many elements or pairs are in a container. */
    public static int containerSize(long at, int header) {
        return header == 1 ? RawMemory.getUnsignedByte(at) & 0x0f : RawMemory.getUnsignedShortBE(at + 1);
    }

    /** The bytes by which a list tells of its order, as its first element; 0 if it does not. */
    public static int listOrderSize(long at, long end) {
        // An extension of no bytes, with a type.
        return end - at >= ORDER_SIZE
                        && RawMemory.getUnsignedByte(at) == EXTENSION8
                        && RawMemory.getUnsignedByte(at + 1) == 0
                ? ORDER_SIZE
                : 0;
    }

    /** As {@link #listOrderSize} for a map, where that is the first key, of nothing. */
    public static int mapOrderSize(long at, long end) {
        return end - at > ORDER_SIZE && listOrderSize(at, end) > 0 && RawMemory.getUnsignedByte(at + ORDER_SIZE) == NIL
                ? ORDER_SIZE + 1
                : 0;
    }
}
