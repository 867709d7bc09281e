package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an operation on one container.
 *
 * @param written the container's new encoding; null if the operation writes nothing
 * @param result the operation's result; null for none
 * @param ifAbsent what an absent bin holds afterwards if nothing was written; null for nothing
 */
record Edit(
        @Nullable ByteSlice written,
        @Nullable BinValue result,
        @Nullable ByteSlice ifAbsent) {
    static final Edit NOTHING = new Edit(null, null, null);

    static Edit of(ListContents list, @Nullable BinValue result) {
        return new Edit(list.encode(), result, null);
    }

    static Edit of(MapContents map, @Nullable BinValue result) {
        return new Edit(map.encode(), result, null);
    }

    /** Changes nothing, but returns a result. */
    static Edit unchanged(ListContents list, @Nullable BinValue result) {
        return new Edit(null, result, list.encode());
    }

    static Edit unchanged(MapContents map, @Nullable BinValue result) {
        return new Edit(null, result, map.encode());
    }
}
