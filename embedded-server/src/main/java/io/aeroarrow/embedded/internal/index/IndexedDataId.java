package io.aeroarrow.embedded.internal.index;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import org.jspecify.annotations.Nullable;

/**
 * The identity of what an index is on. Servers compare contexts and expressions by their bytes.
 *
 * @param bin empty for an expression
 */
record IndexedDataId(
        String bin, @Nullable ByteSlice context, @Nullable ByteSlice expression) {

    static IndexedDataId ofBin(String bin) {
        return new IndexedDataId(bin, null, null);
    }

    static IndexedDataId ofElement(String bin, ByteSlice context) {
        return new IndexedDataId(bin, context, null);
    }

    static IndexedDataId ofExpression(ByteSlice expression) {
        return new IndexedDataId("", null, expression);
    }

    boolean isSameAs(IndexedDataId other) {
        return bin.equals(other.bin) && same(context, other.context) && same(expression, other.expression);
    }

    private static boolean same(@Nullable ByteSlice one, @Nullable ByteSlice other) {
        return (one == null || other == null) ? one == other : one.sameAs(other);
    }
}
