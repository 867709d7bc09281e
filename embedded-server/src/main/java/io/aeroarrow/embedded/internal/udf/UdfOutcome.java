package io.aeroarrow.embedded.internal.udf;

import org.jspecify.annotations.Nullable;

/** How a call of a function ended. */
public sealed interface UdfOutcome {

    /** The function returned a value; null for nil and for values that cannot be returned. */
    record Success(@Nullable Object value) implements UdfOutcome {}

    /**
     * The function failed.
     *
     * @param message the text for the client, one character per byte
     * @param code the number of the real server's "Execution Error": 1 if the module could not be loaded
     */
    record Failure(String message, int code) implements UdfOutcome {
        static final Failure NO_MODULE = new Failure("UDF: Execution Error 1", 1);
    }

    /** The answer to a call of a module that is not registered, or cannot run here. */
    static Failure noModule() {
        return Failure.NO_MODULE;
    }
}
