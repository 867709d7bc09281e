package io.aeroarrow.embedded.load;

import io.aeroarrow.embedded.msgpack.ValuePacker;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.Particle;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A value of Java as clients send it. */
record EncodedValue(int particle, Bytes bytes) {

    /**
     * @throws IllegalArgumentException if no type of the server fits
     */
    static EncodedValue of(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ofLong(Particle.INTEGER, ((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            return ofLong(Particle.FLOAT, Double.doubleToLongBits(((Number) value).doubleValue()));
        } else if (value instanceof Boolean bool) {
            return of(Particle.BOOL, new byte[] {(byte) (bool ? 1 : 0)});
        } else if (value instanceof String text) {
            return of(Particle.STRING, text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof byte[] blob) {
            return of(Particle.BLOB, blob.clone());
        } else if (value instanceof List<?> list) {
            return of(Particle.LIST, ValuePacker.pack(list));
        } else if (value instanceof Map<?, ?> map) {
            return of(Particle.MAP, ValuePacker.pack(map));
        }
        throw new IllegalArgumentException(
                value instanceof BigInteger ? value + " does not fit into 64 bits" : "no type for " + value.getClass());
    }

    /** Integers, strings and blobs can be keys. */
    static EncodedValue ofKey(Object key) {
        EncodedValue encoded = of(key);
        boolean fits = encoded.particle == Particle.INTEGER
                || encoded.particle == Particle.STRING
                || encoded.particle == Particle.BLOB;
        if (!fits) {
            throw new IllegalArgumentException("a " + key.getClass().getSimpleName() + " cannot be a key");
        }
        return encoded;
    }

    private static EncodedValue ofLong(int particle, long value) {
        return of(particle, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    private static EncodedValue of(int particle, byte[] bytes) {
        return new EncodedValue(particle, Bytes.of(bytes));
    }
}
