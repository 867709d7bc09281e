package io.aeroarrow.spark;

import com.aerospike.client.Bin;
import com.aerospike.client.Value;
import com.aerospike.client.command.ParticleType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Lists and maps as msgpack, with values that the official client does not write. */
final class RawMsgpack {

    /** A value in msgpack, unchanged. */
    record Verbatim(List<Integer> bytes) {
        static Verbatim of(Integer... bytes) {
            return new Verbatim(List.of(bytes));
        }
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private RawMsgpack() {}

    /** Returns a bin with a list, a map or any other value. */
    static Bin bin(String name, Object value) {
        if (!(value instanceof List || value instanceof Map)) {
            return new Bin(name, Value.get(value));
        }
        RawMsgpack raw = new RawMsgpack();
        raw.write(value);
        return new Bin(
                name,
                new Value.BytesValue(
                        raw.out.toByteArray(), value instanceof List ? ParticleType.LIST : ParticleType.MAP));
    }

    private void write(Object value) {
        if (value instanceof Verbatim verbatim) {
            verbatim.bytes().forEach(out::write);
        } else if (value == null) {
            bytes(0xc0);
        } else if (value instanceof Boolean bool) {
            bytes(bool ? 0xc3 : 0xc2);
        } else if (value instanceof Long number) {
            bytes(0xd3);
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        } else if (value instanceof Double number) {
            bytes(0xcb);
            out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
        } else if (value instanceof String text) {
            particle(ParticleType.STRING, text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof byte[] blob) {
            particle(ParticleType.BLOB, blob);
        } else if (value instanceof List<?> list) {
            bytes(0xdc, list.size() >> Byte.SIZE, list.size());
            list.forEach(this::write);
        } else if (value instanceof Map<?, ?> map) {
            bytes(0xde, map.size() >> Byte.SIZE, map.size());
            map.forEach((key, each) -> {
                write(key);
                write(each);
            });
        } else {
            throw new IllegalArgumentException("no msgpack of " + value.getClass());
        }
    }

    private void particle(int type, byte[] value) {
        bytes(0xda, (value.length + 1) >> Byte.SIZE, value.length + 1, type);
        out.writeBytes(value);
    }

    private void bytes(int... bytes) {
        for (int each : bytes) {
            out.write(each);
        }
    }
}
