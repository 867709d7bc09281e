package io.aeroarrow.embedded.internal.load;

import io.aeroarrow.embedded.internal.msgpack.ValuePacker;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A Java value in the encoding of clients. */
public record EncodedValue(int particle, ByteSlice bytes) {

    /**
     * Encodes a value.
     *
     * @throws IllegalArgumentException if the server has no type for the value
     */
    public static EncodedValue of(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ofLong(ParticleType.INTEGER, ((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            return ofLong(ParticleType.FLOAT, Double.doubleToLongBits(((Number) value).doubleValue()));
        } else if (value instanceof Boolean bool) {
            return of(ParticleType.BOOL, new byte[] {(byte) (bool ? 1 : 0)});
        } else if (value instanceof String text) {
            return of(ParticleType.STRING, text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof byte[] blob) {
            return of(ParticleType.BLOB, blob.clone());
        } else if (value instanceof List<?> list) {
            return of(ParticleType.LIST, ValuePacker.pack(list));
        } else if (value instanceof Map<?, ?> map) {
            return of(ParticleType.MAP, ValuePacker.pack(map));
        }
        throw new IllegalArgumentException(
                value instanceof BigInteger
                        ? value + " does not fit into 64 bits"
                        : value.getClass() + " is not supported");
    }

    /** Encodes a key: an integer, a string or a blob. */
    public static EncodedValue ofKey(Object key) {
        EncodedValue encoded = of(key);
        boolean fits = encoded.particle == ParticleType.INTEGER
                || encoded.particle == ParticleType.STRING
                || encoded.particle == ParticleType.BLOB;
        if (!fits) {
            throw new IllegalArgumentException("a " + key.getClass().getSimpleName() + " cannot be a key");
        }
        return encoded;
    }

    private static EncodedValue ofLong(int particle, long value) {
        return of(particle, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    private static EncodedValue of(int particle, byte[] bytes) {
        return new EncodedValue(particle, ByteSlice.of(bytes));
    }
}
