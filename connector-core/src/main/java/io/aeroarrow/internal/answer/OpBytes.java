package io.aeroarrow.internal.answer;

import io.aeroarrow.internal.bytes.RawMemory;

/**
 * Reads an op (a bin's name and value) at its address. The caller must have checked its lengths. The header is read
 * once, with {@link #header}.
 */
public final class OpBytes {

    /** The size of the length at the start, which does not count itself. */
    private static final int PREFIX = Integer.BYTES;

    static final int HEADER = 8;
    private static final int PARTICLE_SHIFT = 16;
    private static final int BYTE = 0xff;

    private OpBytes() {}

    /** The header: four bytes of length, the operation, the particle type, a version, and the length of the name. */
    public static long header(long op) {
        return RawMemory.getLongBE(op);
    }

    /** The size of the op without its length prefix. */
    static long size(long header) {
        return header >>> Integer.SIZE;
    }

    /** The particle type of the value. */
    public static int particle(long header) {
        return (int) (header >>> PARTICLE_SHIFT) & BYTE;
    }

    /** The length of the name. */
    public static int nameLength(long header) {
        return (int) header & BYTE;
    }

    /** The length of the value. */
    public static int valueLength(long header) {
        return (int) size(header) - (HEADER - PREFIX) - nameLength(header);
    }

    /** The address of the name. */
    public static long name(long op) {
        return op + HEADER;
    }

    /** The address of the value. */
    public static long value(long op, long header) {
        return op + HEADER + nameLength(header);
    }
}
