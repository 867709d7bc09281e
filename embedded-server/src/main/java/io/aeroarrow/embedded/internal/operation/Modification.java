package io.aeroarrow.embedded.internal.operation;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a modifying operation.
 *
 * @param written the bin's new value; null if the operation leaves the bin as it is
 * @param result the operation's result; null for none
 */
public record Modification(
        @Nullable BinValue written, @Nullable BinValue result) {
    public static final Modification NONE = new Modification(null, null);
}
