package io.aeroarrow.embedded.internal.operation;

import io.aeroarrow.embedded.internal.msgpack.CanonicalMsgpackWriter;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A value of a bin, or the result of an operation: a particle type and the particle's bytes. */
public record BinValue(int particle, ByteSlice value) {
    private static final int GEOJSON_HEADER = 3;

    public static BinValue of(long value) {
        return new BinValue(
                ParticleType.INTEGER,
                ByteSlice.of(ByteBuffer.allocate(Long.BYTES).putLong(value).array()));
    }

    public static BinValue of(boolean value) {
        return new BinValue(ParticleType.BOOL, ByteSlice.of(new byte[] {(byte) (value ? 1 : 0)}));
    }

    public static BinValue of(double value) {
        return new BinValue(
                ParticleType.FLOAT,
                ByteSlice.of(ByteBuffer.allocate(Double.BYTES).putDouble(value).array()));
    }

    /** The value of an element of a list or map; null for nil. */
    public static @Nullable BinValue ofElement(ByteSlice element) {
        MsgpackReader in = new MsgpackReader(element);
        return switch (in.peek()) {
            case NIL -> null;
            case BOOL -> of(in.bool());
            case INTEGER -> of(in.integer());
            case REAL -> of(in.real());
            case LIST -> new BinValue(ParticleType.LIST, element);
            case MAP -> new BinValue(ParticleType.MAP, element);
            case RAW -> ofRaw(in.raw());
            case EXT -> throw new IllegalStateException("a stored ext");
        };
    }

    private static BinValue ofRaw(ByteSlice raw) {
        if (raw.isEmpty()) {
            return new BinValue(ParticleType.BLOB, raw);
        }
        int type = raw.u8(0);
        ByteSlice payload = raw.slice(1, raw.length() - 1);
        if (type == ParticleType.STRING) {
            return new BinValue(ParticleType.STRING, payload);
        } else if (type == ParticleType.GEOJSON) {
            byte[] stored = new byte[GEOJSON_HEADER + payload.length()];
            System.arraycopy(payload.array(), payload.offset(), stored, GEOJSON_HEADER, payload.length());
            return new BinValue(ParticleType.GEOJSON, ByteSlice.of(stored));
        }
        return new BinValue(ParticleType.isBlob(type) ? type : ParticleType.BLOB, payload);
    }

    /** The value as an element of a list or map. */
    public ByteSlice toElement() {
        CanonicalMsgpackWriter out = new CanonicalMsgpackWriter();
        switch (particle) {
            case ParticleType.INTEGER -> out.signed(value.i64(0));
            case ParticleType.FLOAT -> out.real(Double.longBitsToDouble(value.i64(0)));
            case ParticleType.BOOL -> out.bool(value.u8(0) != 0);
            case ParticleType.LIST, ParticleType.MAP -> out.copy(value);
            case ParticleType.GEOJSON -> {
                int header = GEOJSON_HEADER + value.u16(1) * Long.BYTES;
                out.raw(typed(value.slice(header, value.length() - header)));
            }
            default -> out.raw(typed(value));
        }
        return ByteSlice.of(out.toByteArray());
    }

    private ByteSlice typed(ByteSlice payload) {
        byte[] typed = new byte[1 + payload.length()];
        typed[0] = (byte) particle;
        System.arraycopy(payload.array(), payload.offset(), typed, 1, payload.length());
        return ByteSlice.of(typed);
    }
}
