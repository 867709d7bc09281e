package io.aeroarrow.internal.arrow.decode.variant;

import io.aeroarrow.internal.bytes.Utf8;

/** Writes values that are not containers. */
final class VariantScalars {

    static final int NULL = 0;
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int INT8 = 3;
    private static final int INT16 = 4;
    private static final int INT32 = 5;
    private static final int INT64 = 6;
    private static final int DOUBLE = 7;
    private static final int DECIMAL16 = 10;
    private static final int BINARY = 15;
    private static final int STRING = 16;

    /** The basic type of short strings; that of other scalars is 0. */
    private static final int SHORT_STRING = 1;

    private static final int LONGEST_SHORT_STRING = 63;

    private VariantScalars() {}

    private static void addHeader(GrowingBytes out, int type) {
        out.add(type << 2);
    }

    static boolean addNull(GrowingBytes out) {
        addHeader(out, NULL);
        return true;
    }

    static boolean addBool(GrowingBytes out, boolean value) {
        addHeader(out, value ? TRUE : FALSE);
        return true;
    }

    static boolean addInteger(GrowingBytes out, long value) {
        if (value == (byte) value) {
            addHeader(out, INT8);
            out.addNumber(value, Byte.BYTES);
        } else if (value == (short) value) {
            addHeader(out, INT16);
            out.addNumber(value, Short.BYTES);
        } else if (value == (int) value) {
            addHeader(out, INT32);
            out.addNumber(value, Integer.BYTES);
        } else {
            addHeader(out, INT64);
            out.addNumber(value, Long.BYTES);
        }
        return true;
    }

    /** Adds an integer above the largest long as a decimal: variants have no unsigned integers. */
    static boolean addUnsigned(GrowingBytes out, long bits) {
        addHeader(out, DECIMAL16);
        out.add(0);
        out.addNumber(bits, Long.BYTES);
        out.addNumber(0, Long.BYTES);
        return true;
    }

    static boolean addReal(GrowingBytes out, double value) {
        addHeader(out, DOUBLE);
        out.addNumber(Double.doubleToRawLongBits(value), Double.BYTES);
        return true;
    }

    static boolean addBinary(GrowingBytes out, long value, int length) {
        addHeader(out, BINARY);
        out.addNumber(length, Integer.BYTES);
        out.addCopy(value, length);
        return true;
    }

    /** Adds a string. Returns false if it is not UTF-8. */
    static boolean addString(GrowingBytes out, long text, int length) {
        if (!Utf8.isValid(text, length)) {
            return false;
        }
        if (length <= LONGEST_SHORT_STRING) {
            out.add(SHORT_STRING | length << 2);
        } else {
            addHeader(out, STRING);
            out.addNumber(length, Integer.BYTES);
        }
        out.addCopy(text, length);
        return true;
    }
}
