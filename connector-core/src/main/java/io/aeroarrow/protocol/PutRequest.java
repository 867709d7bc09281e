package io.aeroarrow.protocol;

import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.BoolValue;
import io.aeroarrow.model.Value.FloatValue;
import io.aeroarrow.model.Value.GeoJsonValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.StringValue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Encodes the write of one record: bins given are set, others stay. */
public final class PutRequest {

    private static final int GEOJSON_HEADER = 3;

    private PutRequest() {}

    /**
     * A request and where it goes.
     *
     * @param partition the partition of the key, 0 to 4095
     * @param frame owned by the caller
     */
    public record Encoded(int partition, ByteBuf frame) {}

    /**
     * Encodes the request.
     *
     * @param sendKey whether the server stores the user key with the record
     * @param timeToLive seconds from now, or 0 for the namespace's default, -1 for never, -2 to leave it
     */
    public static Encoded encode(Key key, List<Bin> bins, boolean sendKey, int timeToLive, int timeoutMillis) {
        MessageWriter message =
                new MessageWriter(0, Message.INFO2_WRITE, 0, timeToLive, timeoutMillis, 256 + 64 * bins.size());
        message.textField(FieldType.NAMESPACE, key.namespace());
        message.textField(FieldType.SET, key.set());
        int partition = writeDigest(message, key);
        if (sendKey) {
            byte[] value = bytes(key.userKey());
            message.field(FieldType.KEY, value.length + 1)
                    .writeByte(particle(key.userKey()))
                    .writeBytes(value);
        }
        for (Bin bin : bins) {
            byte[] value = bytes(bin.value());
            message.writeOp(bin.name(), particle(bin.value()), value.length).writeBytes(value);
        }
        return new Encoded(partition, message.finish());
    }

    private static int writeDigest(MessageWriter message, Key key) {
        ByteBuf digest = PooledByteBufAllocator.DEFAULT.directBuffer(KeyDigester.DIGEST_SIZE);
        try {
            long address = RawMemory.address(digest);
            new KeyDigester(key.set()).digest(particle(key.userKey()), bytes(key.userKey()), address);
            digest.writerIndex(KeyDigester.DIGEST_SIZE);
            message.field(FieldType.DIGEST, KeyDigester.DIGEST_SIZE).writeBytes(digest);
            return KeyDigester.partition(address);
        } finally {
            digest.release();
        }
    }

    private static int particle(Value value) {
        if (value instanceof IntegerValue) {
            return Particle.INTEGER;
        } else if (value instanceof FloatValue) {
            return Particle.FLOAT;
        } else if (value instanceof StringValue) {
            return Particle.STRING;
        } else if (value instanceof BoolValue) {
            return Particle.BOOL;
        } else if (value instanceof BlobValue) {
            return Particle.BLOB;
        } else if (value instanceof GeoJsonValue) {
            return Particle.GEOJSON;
        }
        return Particle.NULL;
    }

    private static byte[] bytes(Value value) {
        if (value instanceof IntegerValue integer) {
            return ByteBuffer.allocate(Long.BYTES).putLong(integer.value()).array();
        } else if (value instanceof FloatValue real) {
            return ByteBuffer.allocate(Double.BYTES).putDouble(real.value()).array();
        } else if (value instanceof StringValue text) {
            return text.value().getBytes(StandardCharsets.UTF_8);
        } else if (value instanceof BoolValue bool) {
            return new byte[] {(byte) (bool.value() ? 1 : 0)};
        } else if (value instanceof BlobValue blob) {
            return blob.bytes();
        } else if (value instanceof GeoJsonValue geo) {
            byte[] json = geo.json().getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(GEOJSON_HEADER + json.length)
                    .put(GEOJSON_HEADER, json)
                    .array();
        }
        return new byte[0];
    }
}
