package io.aeroarrow.embedded.internal.udf.lua;

import io.aeroarrow.embedded.internal.udf.UdfEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the optional library that runs Lua. */
public final class LuaLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(LuaLibrary.class);
    private static final boolean PRESENT = isPresent();

    private LuaLibrary() {}

    /** Returns an engine; null if the library or its native part for this machine is not on the class path. */
    public static @Nullable UdfEngine engine(UdfEngine.Sources sources) {
        return PRESENT ? new LuaEngine(sources) : null;
    }

    private static boolean isPresent() {
        try {
            LuaState.probe();
            return true;
        } catch (LinkageError | RuntimeException e) {
            LOG.debug("UDFs are kept, but not run: no Lua on the class path", e);
            return false;
        }
    }
}
