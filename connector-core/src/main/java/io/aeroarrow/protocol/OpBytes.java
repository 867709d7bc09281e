package io.aeroarrow.protocol;

/** Reads an op of a record, a bin's name and value, at its address. Its lengths must have been checked. */
public final class OpBytes {

    /** Of the length that it starts with, which does not count itself. */
    private static final int PREFIX = Integer.BYTES;

    private static final int PARTICLE = 5;
    private static final int NAME_LENGTH = 7;
    private static final int NAME = 8;

    private OpBytes() {}

    /** The address of the next op. */
    public static long end(long op) {
        return op + PREFIX + RawMemory.getIntBE(op);
    }

    public static int particle(long op) {
        return RawMemory.getUnsignedByte(op + PARTICLE);
    }

    /** The address of the name, behind which the value is. */
    public static long name(long op) {
        return op + NAME;
    }

    public static int nameLength(long op) {
        return RawMemory.getUnsignedByte(op + NAME_LENGTH);
    }
}
