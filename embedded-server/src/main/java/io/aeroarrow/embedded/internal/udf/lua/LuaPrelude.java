package io.aeroarrow.embedded.internal.udf.lua;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The part of the API that is written in Lua. */
final class LuaPrelude {
    /** A global function that returns the name, and the kind of name, by which Lua called the running Java function. */
    static final String CALLED_NAME = "__called_name";

    /** A global function that runs an aggregation. */
    static final String AGGREGATE = "__aggregate";

    private static final byte[] SOURCE = source();

    private LuaPrelude() {}

    static void run(LuaState state) {
        int status = state.load(state.main(), SOURCE, "prelude.lua");
        if (status == 0) {
            status = state.natives().lua_pcall(state.main(), 0, 0, 0);
        }
        if (status != 0) {
            throw new IllegalStateException("prelude.lua: " + state.value(state.main(), -1));
        }
    }

    private static byte[] source() {
        try (InputStream in = LuaPrelude.class.getResourceAsStream("prelude.lua")) {
            if (in == null) {
                throw new IllegalStateException("the jar has no prelude.lua");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
