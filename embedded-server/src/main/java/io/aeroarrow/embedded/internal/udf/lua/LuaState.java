package io.aeroarrow.embedded.internal.udf.lua;

import io.aeroarrow.embedded.internal.udf.UdfBytes;
import io.aeroarrow.embedded.internal.udf.UdfGeoJson;
import io.aeroarrow.embedded.internal.udf.UdfList;
import io.aeroarrow.embedded.internal.udf.UdfMap;
import io.aeroarrow.embedded.internal.udf.UdfRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import party.iroiro.luajava.JFunction;
import party.iroiro.luajava.lua54.Lua54;
import party.iroiro.luajava.lua54.Lua54Natives;

/**
 * A Lua state. Values that are objects in Java are userdata in Lua, found by the userdata's address. Used by one thread at a time. Strings
 * have one character per byte.
 */
final class LuaState implements AutoCloseable {
    static final int NONE = -1;
    static final int NIL = 0;
    static final int BOOLEAN = 1;
    static final int NUMBER = 3;
    static final int STRING = 4;
    static final int TABLE = 5;
    static final int USERDATA = 7;

    /** The value of what no bin, list or map can hold: tables, functions and so on. */
    static final Object UNSUPPORTED = new Object();

    /** Above this number of userdata a state is not used again, because addresses of collected ones are not removed. */
    private static final int MAX_OBJECTS = 100_000;

    private static final int DIRECT_LIMIT = 0xffff;

    private final Lua54 lua;
    private final Lua54Natives natives;
    private final long main;
    private final Map<Long, Object> objects = new HashMap<>();
    private long deadlineNanos;

    LuaState() {
        this.lua = new Lua54();
        this.natives = (Lua54Natives) lua.getLuaNatives();
        this.main = lua.getPointer();
        lua.openLibraries();
        // The library's access to Java, which functions of a real server do not have.
        natives.lua_pushnil(main);
        natives.lua_setglobal(main, "java");
    }

    /** Loads the native part of the library. */
    static void probe() {
        new LuaState().close();
    }

    Lua54Natives natives() {
        return natives;
    }

    long main() {
        return main;
    }

    boolean isReusable() {
        return objects.size() <= MAX_OBJECTS;
    }

    void deadline(long nanos) {
        deadlineNanos = nanos;
    }

    boolean isExpired() {
        return System.nanoTime() - deadlineNanos >= 0;
    }

    /** Pushes a function. */
    void push(LuaFunction function) {
        push(main, function);
    }

    void push(long thread, LuaFunction function) {
        JFunction wrapped = caller -> function.call(new LuaCall(this, caller.getPointer()));
        natives.luaJ_pushfunction(thread, wrapped);
    }

    /** Sets a function in the table on top of the stack. */
    void field(String name, LuaFunction function) {
        push(function);
        natives.lua_setfield(main, -2, name);
    }

    /** Compiles source text; returns Lua's status and leaves the function, or the error, on the stack. */
    int load(long thread, byte[] source, String chunk) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(Math.max(source.length, 1));
        buffer.put(source).flip();
        return natives.luaJ_loadbuffer(thread, buffer, source.length, chunk);
    }

    /** The value at an index; {@link #UNSUPPORTED} if no bin can hold it. */
    @Nullable
    Object value(long thread, int index) {
        return switch (natives.lua_type(thread, index)) {
            case NIL -> null;
            case BOOLEAN -> natives.lua_toboolean(thread, index) != 0;
            case NUMBER -> number(thread, index);
            case STRING -> text(thread, index);
            case USERDATA -> {
                Object found = object(thread, index);
                yield found == null || found instanceof LuaIterator || found instanceof LuaStream ? UNSUPPORTED : found;
            }
            default -> UNSUPPORTED;
        };
    }

    private Object number(long thread, int index) {
        if (natives.lua_isinteger(thread, index) != 0) {
            return natives.lua_tointeger(thread, index);
        }
        return natives.lua_tonumber(thread, index);
    }

    /** The bytes of a string up to the first zero, which ends it as on a real server. */
    String text(long thread, int index) {
        ByteBuffer buffer = (ByteBuffer) natives.luaJ_tobuffer(thread, index);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** The Java object of a userdata; null for another value. */
    @Nullable
    Object object(long thread, int index) {
        return natives.lua_type(thread, index) == USERDATA ? objects.get(natives.lua_touserdata(thread, index)) : null;
    }

    void push(long thread, @Nullable Object value) {
        if (value == null || value == UNSUPPORTED) {
            natives.lua_pushnil(thread);
        } else if (value instanceof Long integer) {
            natives.lua_pushinteger(thread, integer);
        } else if (value instanceof Double real) {
            natives.lua_pushnumber(thread, real);
        } else if (value instanceof Boolean bool) {
            natives.lua_pushboolean(thread, bool ? 1 : 0);
        } else if (value instanceof String text) {
            pushText(thread, text);
        } else {
            objects.put(natives.lua_newuserdatauv(thread, 1, 0), value);
            natives.luaL_setmetatable(thread, className(value));
        }
    }

    /** The name of a value's class, which is the name of its metatable. */
    static String className(Object value) {
        if (value instanceof UdfList) {
            return "List";
        } else if (value instanceof UdfMap) {
            return "Map";
        } else if (value instanceof UdfBytes) {
            return "Bytes";
        } else if (value instanceof UdfGeoJson) {
            return "GeoJSON";
        } else if (value instanceof UdfRecord) {
            return "Record";
        } else if (value instanceof LuaIterator) {
            return "Iterator";
        } else if (value instanceof LuaStream) {
            return "Stream";
        }
        return "Aerospike";
    }

    private void pushText(long thread, String latin1) {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        String decoded = new String(bytes, StandardCharsets.UTF_8);
        boolean direct = latin1.indexOf('\0') < 0
                && decoded.codePoints().allMatch(point -> point <= DIRECT_LIMIT)
                && latin1.equals(new String(decoded.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        if (direct) {
            natives.lua_pushstring(thread, decoded);
            return;
        }
        // The library only takes text of the basic plane, so Lua makes the string itself.
        StringBuilder literal = new StringBuilder("return \"");
        for (byte each : bytes) {
            literal.append(String.format("\\x%02x", each));
        }
        load(thread, literal.append('"').toString().getBytes(StandardCharsets.US_ASCII), "=text");
        natives.lua_pcall(thread, 0, 1, 0);
    }

    @Override
    public void close() {
        objects.clear();
        lua.close();
    }
}
