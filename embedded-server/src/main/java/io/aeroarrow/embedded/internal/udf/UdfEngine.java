package io.aeroarrow.embedded.internal.udf;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs functions of registered modules. Safe for use by several threads. */
public interface UdfEngine extends AutoCloseable {

    /** Finds the source of a module by its name without the extension; null if it is not registered. */
    @FunctionalInterface
    interface Sources {
        byte @Nullable [] source(String module);
    }

    /** Compiles and runs a module's top level; null if that works. */
    @Nullable
    CompileError check(String filename, byte[] source);

    /** Calls a function with a record and further arguments. */
    UdfOutcome apply(UdfCall call, UdfRecord record, long deadlineNanos);

    /**
     * Calls a function with a stream of records and passes on what the stream returns, up to the first reduce. A success
     * has no value.
     *
     * @param records returns the next record; null at the end
     */
    UdfOutcome aggregate(UdfCall call, Supplier<@Nullable UdfRecord> records, Consumer<@Nullable Object> results);

    /** Forgets what was derived from the registered modules. */
    void modulesChanged();

    @Override
    void close();

    /** Why a module cannot be registered. */
    record CompileError(String file, int line, String message) {}
}
