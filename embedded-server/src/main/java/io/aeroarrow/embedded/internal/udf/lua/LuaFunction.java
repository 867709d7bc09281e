package io.aeroarrow.embedded.internal.udf.lua;

/** A function of the server's Lua API; returns the number of values that it pushed. */
@FunctionalInterface
interface LuaFunction {
    int call(LuaCall call);
}
