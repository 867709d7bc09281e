package io.aeroarrow.internal.value;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.bytes.RawMemory;

/**
 * A flyweight over the msgpack of a list or map, as servers store it. {@link #next()} moves to the next value in
 * written order: the elements of a container follow it, those of a map as key, value, key, value. Every length is
 * checked against the end of the bytes.
 */
@SuppressWarnings("EnumOrdinal") // Kept as a number; see the field.
public final class MsgpackCursor {

    /** The kind of a value. */
    public enum Kind {
        NIL,
        BOOL,
        INTEGER,
        /** An integer above the largest long; {@link MsgpackCursor#number()} returns its bits. */
        UNSIGNED,
        FLOAT,
        STRING,
        GEOJSON,
        BLOB,
        LIST,
        MAP,
        /** Metadata of the enclosing container, not a value. */
        EXTENSION
    }

    private static final Kind[] KINDS = Kind.values();
    private static final int LIST = Kind.LIST.ordinal();
    private static final int MAP = Kind.MAP.ordinal();

    private static final int STRING_PREFIX = Particle.STRING;
    private static final int GEOJSON_PREFIX = Particle.GEOJSON;

    private long position;
    private long limit;

    /** The kind's ordinal: storing a reference would cost a garbage collector's write barrier. */
    private int kind;

    private long number;
    private double real;
    private long bytes;
    private int length;
    private int orderFlags;

    /** Starts before the first value. */
    public void wrap(long address, int size) {
        position = address;
        limit = address + size;
    }

    /** The address of the next value. */
    public long position() {
        return position;
    }

    /** Checks that no bytes follow the last value read. */
    public void requireEnd() {
        if (position != limit) {
            throw new ProtocolViolationException((limit - position) + " bytes follow the end of a list or map");
        }
    }

    /** The kind of the current value. */
    public Kind kind() {
        return KINDS[kind];
    }

    /** An integer, or 1 for true and 0 for false. */
    public long number() {
        return number;
    }

    public double real() {
        return real;
    }

    /** The address of a string's or blob's bytes, after their type prefix. */
    public long bytes() {
        return bytes;
    }

    /** The number of bytes of a string or blob, elements of a list, or pairs of a map. */
    public int length() {
        return length;
    }

    /**
     * Moves to the next value.
     *
     * @return its kind
     * @throws ProtocolViolationException if the bytes end before the value does
     */
    public Kind next() {
        int code = RawMemory.getUnsignedByte(take(1));
        if (code < 0x80) {
            return integer(code);
        } else if (code < 0x90) {
            return container(Kind.MAP, code & 0x0f);
        } else if (code < 0xa0) {
            return container(Kind.LIST, code & 0x0f);
        } else if (code < 0xc0) {
            return bytes(code & 0x1f);
        } else if (code >= 0xe0) {
            return integer((byte) code);
        }
        return nextWide(code);
    }

    private Kind nextWide(int code) {
        return switch (code) {
            case 0xc0 -> nil();
            case 0xc2 -> bool(0);
            case 0xc3 -> bool(1);
            case 0xc4, 0xd9 -> bytes(unsigned8());
            case 0xc5, 0xda -> bytes(unsigned16());
            case 0xc6, 0xdb -> bytes(size32());
            case 0xc7 -> extension(unsigned8());
            case 0xc8 -> extension(unsigned16());
            case 0xc9 -> extension(size32());
            case 0xca -> real(Float.intBitsToFloat(RawMemory.getIntBE(take(4))));
            case 0xcb -> real(Double.longBitsToDouble(RawMemory.getLongBE(take(8))));
            case 0xcc -> integer(unsigned8());
            case 0xcd -> integer(unsigned16());
            case 0xce -> integer(RawMemory.getIntBE(take(4)) & 0xffff_ffffL);
            case 0xcf -> unsigned64();
            case 0xd0 -> integer(RawMemory.getByte(take(1)));
            case 0xd1 -> integer((short) unsigned16());
            case 0xd2 -> integer(RawMemory.getIntBE(take(4)));
            case 0xd3 -> integer(RawMemory.getLongBE(take(8)));
            case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> extension(1 << (code - 0xd4));
            case 0xdc -> container(Kind.LIST, unsigned16());
            case 0xdd -> container(Kind.LIST, size32());
            case 0xde -> container(Kind.MAP, unsigned16());
            case 0xdf -> container(Kind.MAP, size32());
            default ->
                throw new ProtocolViolationException(
                        "a list or map holds the byte " + Integer.toHexString(code) + " hex, which starts no value");
        };
    }

    /**
     * Enters the list or map that was just read, and skips its order metadata.
     *
     * @return the number of elements or pairs that follow
     */
    public int enter() {
        orderFlags = 0;
        int elements = length;
        boolean map = kind == MAP;
        if (elements > 0 && startsWithExtension()) {
            next();
            if (map) {
                skipNext();
            }
            elements--;
        }
        return elements;
    }

    /** The order flags of the container that {@link #enter()} entered; 0 if it has none. */
    int orderFlags() {
        return orderFlags;
    }

    private boolean startsWithExtension() {
        if (position == limit) {
            return false;
        }
        int code = RawMemory.getUnsignedByte(position);
        return (code >= 0xc7 && code <= 0xc9) || (code >= 0xd4 && code <= 0xd8);
    }

    /** Skips the next value with its content. */
    public void skipNext() {
        next();
        skipInside();
    }

    /** Skips the content of the value that was just read. */
    public void skipInside() {
        long left = inside();
        while (left > 0) {
            next();
            left += inside() - 1;
        }
    }

    private long inside() {
        return kind == LIST ? length : kind == MAP ? 2L * length : 0;
    }

    private long take(int size) {
        long start = position;
        if (size > limit - start) {
            throw new ProtocolViolationException("a list or map ends in the middle of a value");
        }
        position = start + size;
        return start;
    }

    private int unsigned8() {
        return RawMemory.getUnsignedByte(take(1));
    }

    private int unsigned16() {
        return RawMemory.getUnsignedShortBE(take(2));
    }

    /** Reads a 32-bit size. It cannot exceed the remaining bytes, as every element takes at least one byte. */
    private int size32() {
        long size = RawMemory.getIntBE(take(4)) & 0xffff_ffffL;
        if (size > limit - position) {
            throw new ProtocolViolationException("a list or map announces " + size + " bytes or elements; "
                    + (limit - position) + " bytes follow");
        }
        return (int) size;
    }

    private Kind is(Kind read) {
        kind = read.ordinal();
        return read;
    }

    private Kind integer(long value) {
        number = value;
        return is(Kind.INTEGER);
    }

    private Kind unsigned64() {
        number = RawMemory.getLongBE(take(8));
        return is(number < 0 ? Kind.UNSIGNED : Kind.INTEGER);
    }

    private Kind nil() {
        return is(Kind.NIL);
    }

    private Kind bool(int value) {
        number = value;
        return is(Kind.BOOL);
    }

    private Kind real(double value) {
        real = value;
        return is(Kind.FLOAT);
    }

    private Kind container(Kind container, int size) {
        length = size;
        return is(container);
    }

    private Kind extension(int size) {
        orderFlags = RawMemory.getUnsignedByte(take(size + 1));
        return is(Kind.EXTENSION);
    }

    /** Reads a string, blob or GeoJSON. All are msgpack strings; the first byte holds the type. */
    private Kind bytes(int size) {
        bytes = take(size);
        length = size;
        if (size == 0) {
            return is(Kind.BLOB);
        }
        int prefix = RawMemory.getUnsignedByte(bytes);
        if (prefix == STRING_PREFIX) {
            bytes++;
            length--;
            return is(Kind.STRING);
        }
        if (prefix != GEOJSON_PREFIX && !Particle.isBlob(prefix)) {
            // Written by a client without a type prefix: all bytes are the value.
            return is(Kind.BLOB);
        }
        bytes++;
        length--;
        return is(prefix == GEOJSON_PREFIX ? Kind.GEOJSON : Kind.BLOB);
    }
}
