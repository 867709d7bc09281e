package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.bytes.Utf8;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.MsgpackCursor.Kind;
import io.aeroarrow.internal.value.Particle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes values as JSON text into a buffer that each value overwrites. Values without a JSON form become strings: blobs
 * in base64, NaN and infinities by name. Non-string map keys are converted to strings.
 */
final class JsonText {

    /** The maximum nesting depth. It limits the recursion, so that the stack cannot overflow. */
    private static final int MAX_DEPTH = 256;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private ByteBuffer memory = ByteBuffer.allocateDirect(256);
    private long address = RawMemory.address(memory);
    private int length;

    /** The address of the text; a later write may move it. */
    long address() {
        return address;
    }

    int length() {
        return length;
    }

    /**
     * Writes the current value of a cursor. If this returns true for a container, the cursor has read the whole
     * container.
     *
     * @return false if the value is nested too deeply, or contains an extension, an unsupported map key or text that is
     *     not UTF-8
     */
    boolean write(MsgpackCursor value) {
        length = 0;
        return writeValue(value, MAX_DEPTH);
    }

    /**
     * Writes the value of a bin that is not a list or map.
     *
     * @return false if the value is a list or map, has an unknown type or a wrong length, or is text that is not UTF-8
     */
    boolean write(int particle, long value, int bytes) {
        length = 0;
        if (Particle.isBlob(particle)) {
            return writeBlob(value, bytes);
        }
        return switch (particle) {
            case Particle.INTEGER -> bytes == Long.BYTES && ascii(Long.toString(RawMemory.getLongBE(value)));
            case Particle.FLOAT ->
                bytes == Double.BYTES && writeReal(Double.longBitsToDouble(RawMemory.getLongBE(value)));
            case Particle.BOOL -> bytes == 1 && ascii(RawMemory.getByte(value) == 0 ? "false" : "true");
            case Particle.STRING -> writeString(value, bytes);
            case Particle.GEOJSON -> writeGeoJson(value, bytes);
            default -> false;
        };
    }

    private boolean writeGeoJson(long value, int bytes) {
        int text = GeoJsonText.textOffset(value, bytes);
        return text >= 0 && writeRaw(value + text, bytes - text);
    }

    private boolean writeValue(MsgpackCursor value, int depth) {
        return switch (value.kind()) {
            case LIST -> depth > 0 && writeList(value, depth);
            case MAP -> depth > 0 && writeMap(value, depth);
            case NIL -> ascii("null");
            case BOOL -> ascii(value.number() == 1 ? "true" : "false");
            case INTEGER -> ascii(Long.toString(value.number()));
            case UNSIGNED -> ascii(Long.toUnsignedString(value.number()));
            case FLOAT -> writeReal(value.real());
            case STRING -> writeString(value.bytes(), value.length());
            // The server accepts only valid JSON here, so the text needs no escaping.
            case GEOJSON -> writeRaw(value.bytes(), value.length());
            case BLOB -> writeBlob(value.bytes(), value.length());
            case EXTENSION -> false;
        };
    }

    private boolean writeList(MsgpackCursor list, int depth) {
        int elements = list.enter();
        append('[');
        for (int i = 0; i < elements; i++) {
            if (i > 0) {
                append(',');
            }
            list.next();
            if (!writeValue(list, depth - 1)) {
                return false;
            }
        }
        append(']');
        return true;
    }

    private boolean writeMap(MsgpackCursor map, int depth) {
        int pairs = map.enter();
        append('{');
        for (int i = 0; i < pairs; i++) {
            if (i > 0) {
                append(',');
            }
            if (!writeKey(map, map.next())) {
                return false;
            }
            append(':');
            map.next();
            if (!writeValue(map, depth - 1)) {
                return false;
            }
        }
        append('}');
        return true;
    }

    private boolean writeKey(MsgpackCursor key, Kind kind) {
        if (kind == Kind.STRING) {
            return writeString(key.bytes(), key.length());
        } else if (kind == Kind.BLOB) {
            return writeBlob(key.bytes(), key.length());
        } else if (kind == Kind.LIST || kind == Kind.MAP || kind == Kind.GEOJSON) {
            // Servers do not accept these as map keys.
            return false;
        }
        append('"');
        int start = length;
        boolean written = writeValue(key, 0);
        if (written && RawMemory.getByte(address + start) == '"') {
            // writeValue puts NaN and infinities in quotes: remove those.
            length -= 2;
            for (int i = start; i < length; i++) {
                RawMemory.putByte(address + i, RawMemory.getByte(address + i + 1));
            }
        }
        append('"');
        return written;
    }

    private boolean writeReal(double real) {
        boolean finite = !Double.isNaN(real) && !Double.isInfinite(real);
        return ascii(finite ? Double.toString(real) : "\"" + real + "\"");
    }

    private boolean writeBlob(long blob, int bytes) {
        byte[] base64 = Base64.getEncoder().encode(RawMemory.toArray(blob, bytes));
        append('"');
        ensure(base64.length);
        RawMemory.copy(base64, 0, address + length, base64.length);
        length += base64.length;
        append('"');
        return true;
    }

    private boolean writeRaw(long text, int bytes) {
        if (!Utf8.isValid(text, bytes)) {
            return false;
        }
        ensure(bytes);
        RawMemory.copy(text, address + length, bytes);
        length += bytes;
        return true;
    }

    private boolean writeString(long text, int bytes) {
        if (!Utf8.isValid(text, bytes)) {
            return false;
        }
        append('"');
        for (int i = 0; i < bytes; i++) {
            escape(RawMemory.getByte(text + i));
        }
        append('"');
        return true;
    }

    private void escape(byte character) {
        switch (character) {
            case '"', '\\' -> {
                append('\\');
                append(character);
            }
            case '\n' -> ascii("\\n");
            case '\r' -> ascii("\\r");
            case '\t' -> ascii("\\t");
            default -> {
                if (character >= 0 && character < ' ') {
                    ascii("\\u00");
                    append(HEX[character >> 4]);
                    append(HEX[character & 0x0f]);
                } else {
                    append(character);
                }
            }
        }
    }

    private boolean ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            append(text.charAt(i));
        }
        return true;
    }

    private void append(int character) {
        ensure(1);
        RawMemory.putByte(address + length, (byte) character);
        length++;
    }

    private void ensure(int added) {
        if (length + (long) added > memory.capacity()) {
            grow(length + (long) added);
        }
    }

    private void grow(long needed) {
        if (needed > Integer.MAX_VALUE) {
            throw new IllegalStateException(
                    "a list or map exceeds 2 GiB as JSON. Declare a list, map or struct type for its bin.");
        }
        ByteBuffer larger =
                ByteBuffer.allocateDirect((int) Math.max(needed, Math.min(2L * memory.capacity(), Integer.MAX_VALUE)));
        long from = address;
        address = RawMemory.address(larger);
        RawMemory.copy(from, address, length);
        memory = larger;
    }
}
