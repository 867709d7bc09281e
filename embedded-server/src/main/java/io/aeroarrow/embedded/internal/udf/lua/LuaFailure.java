package io.aeroarrow.embedded.internal.udf.lua;

/** Becomes a Lua error. The library takes the error's text from {@code toString}. */
@SuppressWarnings(
        "OverrideThrowableToString") // The library calls toString, where the message must be without the class.
final class LuaFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LuaFailure(String message) {
        super(message, null, false, false);
    }

    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
