package io.aeroarrow.embedded.internal.udf.lua;

import io.aeroarrow.embedded.internal.udf.UdfBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The functions of blobs. Positions start at 1. A wrong call returns false, or nothing, instead of an error. */
final class LuaBytesFunctions {
    private static final int VAR_INT_BITS = 7;
    private static final long MAX_POSITION = 0xffff_ffffL;

    private LuaBytesFunctions() {}

    static void register(LuaTables tables) {
        LuaTables.Table table = tables.object("bytes")
                .function("size", LuaBytesFunctions::size)
                .function("set_size", LuaBytesFunctions::reserve)
                .function(
                        "get_type",
                        call -> call.count() < 1
                                ? 0
                                : call.push((long) bytes(call, 1).type()))
                .function("set_type", LuaBytesFunctions::setType)
                .function("get_string", call -> part(call, true))
                .function("get_bytes", call -> part(call, false))
                .function("get_var_int", LuaBytesFunctions::getVarInt)
                .function("set_string", LuaBytesFunctions::setString)
                .function("set_bytes", LuaBytesFunctions::setBytes)
                .function("set_var_int", LuaBytesFunctions::setVarInt)
                .function("append_string", LuaBytesFunctions::appendString)
                .function("append_bytes", LuaBytesFunctions::appendBytes)
                .function("append_var_int", LuaBytesFunctions::appendVarInt);
        integers(table, "byte", 1, true);
        for (int width = 2; width <= Long.BYTES; width *= 2) {
            String name = "int" + width * Byte.SIZE;
            integers(table, name, width, true);
            integers(table, name + "_be", width, true);
            integers(table, name + "_le", width, false);
        }
        table.callable(LuaBytesFunctions::create);
        tables.type("Bytes")
                .function("__index", call -> getInteger(call, 1, true))
                .function("__newindex", call -> setInteger(call, 1, true))
                .function("__len", LuaBytesFunctions::size)
                .function("__tostring", LuaBytesFunctions::tostring)
                .end();
    }

    private static void integers(LuaTables.Table table, String name, int width, boolean bigEndian) {
        table.function("get_" + name, call -> getInteger(call, width, bigEndian))
                .function("set_" + name, call -> setInteger(call, width, bigEndian))
                .function("append_" + name, call -> appendInteger(call, width, bigEndian));
    }

    private static UdfBytes bytes(LuaCall call, int index) {
        return call.object(index, UdfBytes.class, "Bytes");
    }

    /** Called as {@code bytes(capacity)}; the table itself is the first argument. */
    private static int create(LuaCall call) {
        if (call.count() > 2) {
            return 0;
        }
        call.integer(2, 0);
        return call.push(new UdfBytes(new byte[0]));
    }

    /** Lua calls it for {@code #} with two arguments, so that the result is 0, as on a real server. */
    private static int size(LuaCall call) {
        return call.push(call.count() == 1 ? (long) bytes(call, 1).size() : 0L);
    }

    private static int reserve(LuaCall call) {
        if (call.count() != 2) {
            return call.push(false);
        }
        bytes(call, 1);
        long capacity = call.integer(2, 0);
        return call.push(capacity >= 0 && capacity <= MAX_POSITION);
    }

    private static int setType(LuaCall call) {
        if (call.count() != 2) {
            return call.push(false);
        }
        UdfBytes bytes = bytes(call, 1);
        long type = call.integer(2, 0);
        if (type == 0) {
            return call.push(false);
        }
        bytes.type((int) type);
        return call.push(true);
    }

    private static int getInteger(LuaCall call, int width, boolean bigEndian) {
        if (call.count() != 2) {
            return 0;
        }
        UdfBytes bytes = bytes(call, 1);
        long position = call.integer(2, 0) - 1;
        if (position < 0 || position + width > bytes.size()) {
            return 0;
        }
        long value = bytes.integer((int) position, width, bigEndian);
        return call.push(width == 1 ? value & 0xff : value);
    }

    private static int setInteger(LuaCall call, int width, boolean bigEndian) {
        if (call.count() != 3) {
            return call.push(false);
        }
        UdfBytes bytes = bytes(call, 1);
        long position = call.integer(2, 0) - 1;
        long value = call.integer(3, 0);
        boolean valid = position >= 0 && position < MAX_POSITION && fits(value, width);
        if (valid) {
            bytes.integer((int) position, width, bigEndian, value);
        }
        return call.push(valid);
    }

    private static int appendInteger(LuaCall call, int width, boolean bigEndian) {
        if (call.count() != 2) {
            return call.push(false);
        }
        UdfBytes bytes = bytes(call, 1);
        long value = call.integer(2, 0);
        boolean valid = fits(value, width);
        if (valid) {
            bytes.integer(bytes.size(), width, bigEndian, value);
        }
        return call.push(valid);
    }

    private static boolean fits(long value, int width) {
        if (width == 1) {
            return value >= 0 && value <= 0xff;
        }
        int unused = Long.SIZE - width * Byte.SIZE;
        return value << unused >> unused == value;
    }

    private static int part(LuaCall call, boolean asText) {
        if (call.count() != 3) {
            return 0;
        }
        UdfBytes bytes = bytes(call, 1);
        long from = call.integer(2, 0) - 1;
        long count = call.integer(3, 0);
        if (from < 0 || count < 0 || from >= bytes.size()) {
            return 0;
        }
        byte[] part = Arrays.copyOfRange(bytes.copy(), (int) from, (int) Math.min(from + count, bytes.size()));
        return call.push(asText ? new String(part, StandardCharsets.ISO_8859_1) : new UdfBytes(part));
    }

    private static int setString(LuaCall call) {
        if (call.count() != 3) {
            return call.push(false);
        }
        UdfBytes bytes = bytes(call, 1);
        return write(call, bytes, call.integer(2, 0) - 1, text(call, 3));
    }

    private static int appendString(LuaCall call) {
        if (call.count() != 2) {
            return call.push(false);
        }
        UdfBytes bytes = bytes(call, 1);
        return write(call, bytes, bytes.size(), text(call, 2));
    }

    private static int setBytes(LuaCall call) {
        if (call.count() != 4) {
            return call.push(false);
        }
        UdfBytes bytes = bytes(call, 1);
        long position = call.integer(2, 0) - 1;
        return write(call, bytes, position, first(bytes(call, 3), call.integer(4, 0)));
    }

    private static int appendBytes(LuaCall call) {
        if (call.count() != 3) {
            return call.push(false);
        }
        UdfBytes bytes = bytes(call, 1);
        return write(call, bytes, bytes.size(), first(bytes(call, 2), call.integer(3, 0)));
    }

    private static byte[] first(UdfBytes source, long count) {
        return count < 0 ? new byte[0] : Arrays.copyOf(source.copy(), (int) Math.min(count, source.size()));
    }

    private static byte[] text(LuaCall call, int index) {
        String text = call.text(index);
        return (text == null ? "" : text).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int write(LuaCall call, UdfBytes target, long position, byte[] source) {
        boolean valid = position >= 0 && position < MAX_POSITION;
        if (valid) {
            target.write((int) position, source, source.length);
        }
        return call.push(valid);
    }

    /** Reads seven bits per byte, the lowest first; returns the value and its size. */
    private static int getVarInt(LuaCall call) {
        if (call.count() != 2) {
            return 0;
        }
        UdfBytes bytes = bytes(call, 1);
        long position = call.integer(2, 0) - 1;
        if (position < 0 || position >= MAX_POSITION) {
            return 0;
        }
        byte[] content = bytes.behind((int) Math.min(position, Integer.MAX_VALUE));
        long value = 0;
        int size = 0;
        boolean more = true;
        while (more && size < content.length) {
            int each = content[size];
            value |= (long) (each & 0x7f) << (VAR_INT_BITS * size++);
            more = each < 0;
        }
        call.push(more ? 0L : value & MAX_POSITION);
        call.push(more ? 0L : (long) size);
        return 2;
    }

    private static int setVarInt(LuaCall call) {
        if (call.count() != 3) {
            return call.push(0L);
        }
        UdfBytes bytes = bytes(call, 1);
        return varInt(call, bytes, call.integer(2, 0) - 1, call.integer(3, 0));
    }

    private static int appendVarInt(LuaCall call) {
        if (call.count() != 2) {
            return call.push(0L);
        }
        UdfBytes bytes = bytes(call, 1);
        return varInt(call, bytes, bytes.size(), call.integer(2, 0));
    }

    private static int varInt(LuaCall call, UdfBytes target, long position, long value) {
        if (position < 0 || position >= MAX_POSITION || value != (int) value) {
            return call.push(0L);
        }
        byte[] encoded = new byte[Integer.BYTES + 1];
        int size = 0;
        int rest = (int) value;
        do {
            int low = rest & 0x7f;
            rest >>>= VAR_INT_BITS;
            encoded[size++] = (byte) (rest == 0 ? low : low | 0x80);
        } while (rest != 0);
        // As on a real server, which does not count these bytes.
        target.writeUnsized((int) position, encoded, size);
        return call.push((long) size);
    }

    private static int tostring(LuaCall call) {
        UdfBytes bytes = bytes(call, 1);
        return call.push(bytes.size() == 0 ? "Bytes()" : bytes.toString());
    }
}
