package io.aeroarrow.embedded.internal.udf.lua;

import party.iroiro.luajava.lua54.Lua54Natives;

/** Defines the global tables and metatables of a state. */
final class LuaTables {
    private final LuaState state;
    private final Lua54Natives natives;
    private final long thread;

    LuaTables(LuaState state) {
        this.state = state;
        this.natives = state.natives();
        this.thread = state.main();
    }

    /** A table whose functions are being defined. It is on top of the stack. */
    final class Table {
        Table function(String name, LuaFunction function) {
            state.field(name, function);
            return this;
        }

        /** Uses a global table for what the metatable's values do not have. */
        Table indexedBy(String global) {
            natives.lua_getglobal(thread, global);
            natives.lua_setfield(thread, -2, "__index");
            return this;
        }

        /** Makes the table callable; the last step. */
        void callable(LuaFunction function) {
            natives.lua_newtable(thread);
            state.field("__call", function);
            natives.lua_pushvalue(thread, -2);
            natives.lua_setfield(thread, -2, "__metatable");
            natives.lua_setmetatable(thread, -2);
            end();
        }

        void end() {
            natives.lua_settop(thread, 0);
        }
    }

    /** Starts a global table. */
    Table object(String name) {
        natives.lua_newtable(thread);
        natives.lua_pushvalue(thread, -1);
        natives.lua_setglobal(thread, name);
        return new Table();
    }

    /** Starts the metatable of a class. */
    Table type(String name) {
        natives.luaL_newmetatable(thread, name);
        return new Table();
    }

    void global(String name, LuaFunction function) {
        state.push(function);
        natives.lua_setglobal(thread, name);
    }
}
