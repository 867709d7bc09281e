package io.aeroarrow.embedded.internal.udf;

import io.aeroarrow.embedded.internal.msgpack.CanonicalMsgpackWriter;
import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Converts between stored values and those of functions: Long, Double, Boolean, String (one character per byte), {@link UdfBytes},
 * {@link UdfGeoJson}, {@link UdfList}, {@link UdfMap}, and null for nil.
 */
public final class UdfValues {
    private static final int GEO_HEADER = 3;

    private UdfValues() {}

    /** The value of a bin; null for types that functions do not see. */
    public static @Nullable Object ofParticle(int particle, ByteSlice value) {
        return switch (particle) {
            case ParticleType.INTEGER -> value.i64(0);
            case ParticleType.FLOAT -> Double.longBitsToDouble(value.i64(0));
            case ParticleType.BOOL -> value.u8(0) != 0;
            case ParticleType.STRING -> value.latin1();
            case ParticleType.LIST, ParticleType.MAP -> ofMsgpack(value);
            case ParticleType.GEOJSON -> new UdfGeoJson(json(value));
            default -> new UdfBytes(value.copy(), particle);
        };
    }

    /** The value of a msgpack element. */
    public static @Nullable Object ofMsgpack(ByteSlice element) {
        return read(new MsgpackReader(element));
    }

    /** Returns the particle of a value; null for nil and for values that cannot be stored. */
    public static @Nullable BinValue toParticle(@Nullable Object value) {
        if (value instanceof Long integer) {
            return fixed(ParticleType.INTEGER, integer);
        } else if (value instanceof Double real) {
            return fixed(ParticleType.FLOAT, Double.doubleToRawLongBits(real));
        } else if (value instanceof Boolean bool) {
            return particle(ParticleType.BOOL, new byte[] {(byte) (bool ? 1 : 0)});
        } else if (value instanceof String text) {
            return particle(ParticleType.STRING, latin1(text));
        } else if (value instanceof UdfBytes bytes) {
            return particle(bytes.type(), bytes.copy());
        } else if (value instanceof UdfGeoJson geo) {
            return particle(ParticleType.GEOJSON, geoParticle(geo));
        } else if (value instanceof UdfList || value instanceof UdfMap) {
            return particle(value instanceof UdfList ? ParticleType.LIST : ParticleType.MAP, pack(value));
        }
        return null;
    }

    /** The msgpack of a value. */
    public static byte[] pack(@Nullable Object value) {
        CanonicalMsgpackWriter out = new CanonicalMsgpackWriter();
        write(out, value);
        return out.toByteArray();
    }

    private static @Nullable Object read(MsgpackReader in) {
        return switch (in.peek()) {
            case NIL -> {
                in.nil();
                yield null;
            }
            case BOOL -> in.bool();
            case INTEGER -> in.integer();
            case REAL -> in.real();
            case RAW -> raw(in.raw());
            case LIST -> list(in);
            case MAP -> map(in);
            case EXT -> {
                in.ext();
                yield null;
            }
        };
    }

    private static Object raw(ByteSlice payload) {
        if (payload.isEmpty()) {
            return "";
        }
        int type = payload.u8(0);
        ByteSlice value = payload.slice(1, payload.length() - 1);
        return switch (type) {
            case ParticleType.STRING -> value.latin1();
            case ParticleType.GEOJSON -> new UdfGeoJson(value.latin1());
            default -> new UdfBytes(value.copy(), type);
        };
    }

    private static UdfList list(MsgpackReader in) {
        int count = in.listHeader();
        UdfList list = new UdfList();
        for (int i = 0; i < count; i++) {
            if (i == 0 && isMetadata(in)) {
                in.ext();
            } else {
                list.items().add(read(in));
            }
        }
        return list;
    }

    private static UdfMap map(MsgpackReader in) {
        int count = in.mapHeader();
        UdfMap map = new UdfMap();
        for (int i = 0; i < count; i++) {
            if (i == 0 && isMetadata(in)) {
                map = new UdfMap(in.ext().type());
                in.skip();
            } else {
                Object key = read(in);
                map.put(key, read(in));
            }
        }
        return map;
    }

    private static boolean isMetadata(MsgpackReader in) {
        return in.peek() == MsgpackKind.EXT && in.peekExt().isMetadata();
    }

    private static void write(CanonicalMsgpackWriter out, @Nullable Object value) {
        if (value instanceof Long integer) {
            out.signed(integer);
        } else if (value instanceof Double real) {
            out.real(real);
        } else if (value instanceof Boolean bool) {
            out.bool(bool);
        } else if (value instanceof String text) {
            typed(out, ParticleType.STRING, latin1(text));
        } else if (value instanceof UdfBytes bytes) {
            typed(out, bytes.type(), bytes.copy());
        } else if (value instanceof UdfGeoJson geo) {
            typed(out, ParticleType.GEOJSON, latin1(geo.json()));
        } else if (value instanceof UdfList list) {
            out.listHeader(list.items().size());
            list.items().forEach(item -> write(out, item));
        } else if (value instanceof UdfMap map) {
            writeMap(out, map);
        } else {
            out.nil();
        }
    }

    private static void writeMap(CanonicalMsgpackWriter out, UdfMap map) {
        out.mapHeader(map.entries().size() + (map.flags() == 0 ? 0 : 1));
        if (map.flags() != 0) {
            out.metadata(map.flags());
            out.nil();
        }
        map.entries().forEach((key, value) -> {
            write(out, key);
            write(out, value);
        });
    }

    private static void typed(CanonicalMsgpackWriter out, int type, byte[] payload) {
        byte[] typed = new byte[1 + payload.length];
        typed[0] = (byte) type;
        System.arraycopy(payload, 0, typed, 1, payload.length);
        out.raw(ByteSlice.of(typed));
    }

    /** GeoJSON is stored behind a byte of flags and its cells. */
    private static String json(ByteSlice value) {
        int start = GEO_HEADER + Long.BYTES * value.u16(1);
        return start > value.length()
                ? ""
                : value.slice(start, value.length() - start).latin1();
    }

    /** The form that clients send: no cells. */
    private static byte[] geoParticle(UdfGeoJson geo) {
        byte[] text = latin1(geo.json());
        return ByteBuffer.allocate(GEO_HEADER + text.length)
                .put(new byte[GEO_HEADER])
                .put(text)
                .array();
    }

    private static BinValue fixed(int particle, long bits) {
        return particle(particle, ByteBuffer.allocate(Long.BYTES).putLong(bits).array());
    }

    private static BinValue particle(int particle, byte[] bytes) {
        return new BinValue(particle, ByteSlice.of(bytes));
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
