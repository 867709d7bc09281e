package io.aeroarrow.internal.value;

import io.aeroarrow.error.MismatchException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.HllValue;
import io.aeroarrow.model.Value.ListValue;
import io.aeroarrow.model.Value.MapOrder;
import io.aeroarrow.model.Value.MapValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decodes the value of a bin. A value that no {@link Value} represents exactly is a mismatch. */
public final class ValueDecoder {

    /** Deeper nesting could overflow the thread's stack; it does not occur in practice. */
    private static final int MAX_DEPTH = 256;

    private static final int GEOJSON_HEADER = 3;

    private final MsgpackCursor msgpack = new MsgpackCursor();

    /** Decodes the value at an address. */
    public Value decode(int particle, long address, int length) {
        return switch (particle) {
            case Particle.NULL -> Value.ofNull();
            case Particle.INTEGER -> {
                requireLength(particle, length, Long.BYTES);
                yield Value.of(RawMemory.getLongBE(address));
            }
            case Particle.FLOAT -> {
                requireLength(particle, length, Double.BYTES);
                yield Value.of(Double.longBitsToDouble(RawMemory.getLongBE(address)));
            }
            case Particle.BOOL -> {
                requireLength(particle, length, 1);
                yield Value.of(RawMemory.getByte(address) != 0);
            }
            case Particle.STRING -> Value.of(text(address, length));
            case Particle.GEOJSON -> geoJson(address, length);
            case Particle.HLL -> new HllValue(blob(address, length));
            case Particle.LIST, Particle.MAP -> container(particle, address, length);
            default -> opaque(particle, address, length);
        };
    }

    private static Value opaque(int particle, long address, int length) {
        if (!Particle.isBlob(particle)) {
            throw new ProtocolViolationException("a bin has the unknown type " + particle);
        }
        return blob(address, length);
    }

    private static void requireLength(int particle, int found, int wanted) {
        if (found != wanted) {
            throw new ProtocolViolationException(
                    "a bin of type " + Particle.name(particle) + " has " + found + " bytes instead of " + wanted);
        }
    }

    private static Value geoJson(long address, int length) {
        int header = GEOJSON_HEADER;
        if (length >= GEOJSON_HEADER) {
            header += Long.BYTES * RawMemory.getUnsignedShortBE(address + 1);
        }
        if (length < header) {
            throw new ProtocolViolationException("a geojson of " + length + " bytes has a header of " + header);
        }
        return Value.geoJson(text(address + header, length - header));
    }

    private static BlobValue blob(long address, int length) {
        return (BlobValue) Value.of(RawMemory.toArray(address, length));
    }

    private static String text(long address, int length) {
        byte[] bytes = RawMemory.toArray(address, length);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0) {
            // Either the text contains this character, or the decoder replaced invalid UTF-8 by it.
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new MismatchException("a string of " + length + " bytes is not valid UTF-8", e);
            }
        }
        return text;
    }

    private Value container(int particle, long address, int length) {
        msgpack.wrap(address, length);
        msgpack.next();
        Value value = current(MAX_DEPTH);
        msgpack.requireEnd();
        boolean fits = particle == Particle.LIST ? value instanceof ListValue : value instanceof MapValue;
        if (!fits) {
            throw new ProtocolViolationException("a bin of type " + Particle.name(particle) + " holds no such value");
        }
        return value;
    }

    private Value next(int depth) {
        msgpack.next();
        return current(depth);
    }

    private Value current(int depth) {
        return switch (msgpack.kind()) {
            case NIL -> Value.ofNull();
            case BOOL -> Value.of(msgpack.number() != 0);
            case INTEGER -> Value.of(msgpack.number());
            case FLOAT -> Value.of(msgpack.real());
            case STRING -> Value.of(text(msgpack.bytes(), msgpack.length()));
            case GEOJSON -> Value.geoJson(text(msgpack.bytes(), msgpack.length()));
            case BLOB -> blob(msgpack.bytes(), msgpack.length());
            case LIST -> list(depth - 1);
            case MAP -> map(depth - 1);
            case UNSIGNED ->
                throw new MismatchException("a list or map holds the integer " + Long.toUnsignedString(msgpack.number())
                        + ", which is above the largest long");
            case EXTENSION -> throw new ProtocolViolationException("a list or map holds an extension as a value");
        };
    }

    private Value list(int depth) {
        requireDepth(depth);
        int size = msgpack.enter();
        boolean ordered = (msgpack.orderFlags() & 1) != 0;
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(next(depth));
        }
        return new ListValue(values, ordered);
    }

    private Value map(int depth) {
        requireDepth(depth);
        int size = msgpack.enter();
        int flags = msgpack.orderFlags();
        Map<Value, Value> entries = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Value key = next(depth);
            if (entries.put(key, next(depth)) != null) {
                throw new ProtocolViolationException("a map holds the key " + key + " twice");
            }
        }
        return new MapValue(entries, order(flags));
    }

    private static MapOrder order(int flags) {
        if ((flags & 1) == 0) {
            return MapOrder.UNORDERED;
        }
        return (flags & 2) == 0 ? MapOrder.KEY_ORDERED : MapOrder.KEY_VALUE_ORDERED;
    }

    private static void requireDepth(int depth) {
        if (depth < 0) {
            throw new MismatchException("a list or map is nested more than " + MAX_DEPTH + " levels deep");
        }
    }
}
