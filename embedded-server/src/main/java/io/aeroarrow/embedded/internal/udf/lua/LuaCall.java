package io.aeroarrow.embedded.internal.udf.lua;

import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import party.iroiro.luajava.lua54.Lua54Natives;

/** A call from Lua: reads the arguments, refuses wrong ones with Lua's texts, and pushes results. */
final class LuaCall {
    private final LuaState state;
    private final Lua54Natives natives;
    private final long thread;

    LuaCall(LuaState state, long thread) {
        this.state = state;
        this.natives = state.natives();
        this.thread = thread;
    }

    long thread() {
        return thread;
    }

    LuaState state() {
        return state;
    }

    int count() {
        return natives.lua_gettop(thread);
    }

    int type(int index) {
        return natives.lua_type(thread, index);
    }

    /** An argument's value; {@link LuaState#UNSUPPORTED} if no bin can hold it. */
    @Nullable
    Object value(int index) {
        return state.value(thread, index);
    }

    /** An argument that must be an object of a class. */
    <T> T object(int index, Class<T> type, String name) {
        if (type(index) != LuaState.USERDATA) {
            throw typeError(index, "userdata");
        }
        Object found = state.object(thread, index);
        if (!type.isInstance(found)) {
            throw typeError(index, name);
        }
        return type.cast(found);
    }

    /** An argument that must be a userdata; null if it is not of the class. */
    <T> @Nullable T loose(int index, Class<T> type, String name) {
        if (type(index) != LuaState.USERDATA) {
            throw typeError(index, name);
        }
        Object found = state.object(thread, index);
        return type.isInstance(found) ? type.cast(found) : null;
    }

    /** An integer argument, or the default if it is absent or nil. */
    long integer(int index, long absent) {
        int type = type(index);
        if (type == LuaState.NONE || type == LuaState.NIL) {
            return absent;
        }
        if (natives.lua_isinteger(thread, index) != 0) {
            return natives.lua_tointeger(thread, index);
        }
        if (natives.lua_isnumber(thread, index) == 0) {
            throw typeError(index, "number");
        }
        double real = natives.lua_tonumber(thread, index);
        if (real != (long) real) {
            throw argumentError(index, "number has no integer representation");
        }
        return (long) real;
    }

    /** A string argument; null if it is absent or nil. */
    @Nullable
    String text(int index) {
        return switch (type(index)) {
            case LuaState.NONE, LuaState.NIL -> null;
            case LuaState.STRING -> state.text(thread, index);
            case LuaState.NUMBER -> Objects.toString(natives.lua_tostring(thread, index));
            default -> throw typeError(index, "string");
        };
    }

    /** Pushes a result. */
    int push(@Nullable Object value) {
        state.push(thread, value);
        return 1;
    }

    int push(long value) {
        natives.lua_pushinteger(thread, value);
        return 1;
    }

    int push(boolean value) {
        natives.lua_pushboolean(thread, value ? 1 : 0);
        return 1;
    }

    int pushFunction(LuaFunction function) {
        state.push(thread, function);
        return 1;
    }

    /** Pushes a table of texts. */
    int pushTable(List<String> texts) {
        natives.lua_createtable(thread, texts.size(), 0);
        for (int i = 0; i < texts.size(); i++) {
            state.push(thread, texts.get(i));
            natives.lua_rawseti(thread, -2, i + 1);
        }
        return 1;
    }

    /** Visits the pairs of a table. */
    void forEach(int index, BiConsumer<@Nullable Object, @Nullable Object> visitor) {
        natives.lua_pushnil(thread);
        while (natives.lua_next(thread, index) != 0) {
            visitor.accept(value(-2), value(-1));
            natives.lua_settop(thread, -2);
        }
    }

    /** An error with the position of the calling line in front. */
    LuaFailure failure(String message) {
        natives.luaL_where(thread, 1);
        return new LuaFailure(state.text(thread, -1) + message);
    }

    private LuaFailure typeError(int index, String expected) {
        return argumentError(index, expected + " expected, got " + typeName(index));
    }

    private String typeName(int index) {
        Object found = state.object(thread, index);
        if (found != null) {
            return LuaState.className(found);
        }
        return type(index) == LuaState.NONE ? "no value" : Objects.toString(natives.luaL_typename(thread, index));
    }

    private LuaFailure argumentError(int index, String problem) {
        natives.lua_getglobal(thread, LuaPrelude.CALLED_NAME);
        natives.lua_pcall(thread, 0, 2, 0);
        String name = type(-2) == LuaState.STRING ? state.text(thread, -2) : "?";
        boolean method = type(-1) == LuaState.STRING && "method".equals(state.text(thread, -1));
        natives.lua_settop(thread, -3);
        int shown = method ? index - 1 : index;
        if (shown == 0) {
            return failure("calling '" + name + "' on bad self (" + problem + ")");
        }
        return failure("bad argument #" + shown + " to '" + name + "' (" + problem + ")");
    }
}
