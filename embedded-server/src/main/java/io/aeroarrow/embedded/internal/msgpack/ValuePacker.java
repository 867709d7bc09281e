package io.aeroarrow.embedded.internal.msgpack;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Packs Java values as clients do: a particle type byte precedes each string and blob. */
public final class ValuePacker {
    private final CanonicalMsgpackWriter out = new CanonicalMsgpackWriter();

    private ValuePacker() {}

    /**
     * Returns the msgpack of a value.
     *
     * @throws IllegalArgumentException if the value contains a Java type that lists and maps cannot hold
     */
    public static byte[] pack(Object value) {
        ValuePacker packer = new ValuePacker();
        packer.write(value);
        return packer.out.toByteArray();
    }

    private void write(@Nullable Object value) {
        if (value == null) {
            out.nil();
        } else if (value instanceof Boolean bool) {
            out.bool(bool);
        } else if (value instanceof Double || value instanceof Float) {
            out.real(((Number) value).doubleValue());
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            out.signed(((Number) value).longValue());
        } else if (value instanceof String text) {
            typed(ParticleType.STRING, text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof byte[] blob) {
            typed(ParticleType.BLOB, blob);
        } else if (value instanceof List<?> list) {
            out.listHeader(list.size());
            list.forEach(this::write);
        } else if (value instanceof Map<?, ?> map) {
            out.mapHeader(map.size());
            map.forEach((key, mapped) -> {
                write(key);
                write(mapped);
            });
        } else {
            throw new IllegalArgumentException(value.getClass() + " is not supported in a list or map");
        }
    }

    private void typed(int particle, byte[] payload) {
        byte[] typed = new byte[1 + payload.length];
        typed[0] = (byte) particle;
        System.arraycopy(payload, 0, typed, 1, payload.length);
        out.raw(ByteSlice.of(typed));
    }
}
