package io.aeroarrow.internal.answer;

import io.aeroarrow.internal.bytes.RawMemory;

/**
 * Reads an op of a record, a bin's name and value, at its address. Its lengths must have been checked. What its header
 * tells is read at once, as {@link #header}.
 */
public final class OpBytes {

    /** Of the length that it starts with, which does not count itself. */
    private static final int PREFIX = Integer.BYTES;

    static final int HEADER = 8;
    private static final int PARTICLE_SHIFT = 16;
    private static final int BYTE = 0xff;

    private OpBytes() {}

    /** The header: four bytes of length, the operation, the particle type, a version, and the length of the name. */
    public static long header(long op) {
        return RawMemory.getLongBE(op);
    }

    /** By the header, the bytes of the op without the length itself. */
    static long size(long header) {
        return header >>> Integer.SIZE;
    }

    /** By the header, the particle type of the value. */
    public static int particle(long header) {
        return (int) (header >>> PARTICLE_SHIFT) & BYTE;
    }

    /** By the header, the length of the name. */
    public static int nameLength(long header) {
        return (int) header & BYTE;
    }

    /** By the header, the length of the value. */
    public static int valueLength(long header) {
        return (int) size(header) - (HEADER - PREFIX) - nameLength(header);
    }

    /** The address of the name of the op at an address. */
    public static long name(long op) {
        return op + HEADER;
    }

    /** The address of the value of the op at an address. */
    public static long value(long op, long header) {
        return op + HEADER + nameLength(header);
    }
}
