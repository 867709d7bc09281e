package io.aeroarrow.spark.internal.read;

import io.aeroarrow.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;

/** Keys as vectors, by which records are looked up. */
public final class KeyVectors {

    private static final int DIGEST_BYTES = 20;

    private KeyVectors() {}

    /**
     * The keys, all of one type.
     *
     * @return owned by the caller
     */
    public static FieldVector of(List<Value> keys, boolean digests, BufferAllocator allocator) {
        FieldVector vector = empty(keys.get(0), digests, allocator);
        try {
            for (int i = 0; i < keys.size(); i++) {
                set(vector, i, keys.get(i));
            }
            vector.setValueCount(keys.size());
            return vector;
        } catch (RuntimeException e) {
            vector.close();
            throw e;
        }
    }

    private static FieldVector empty(Value like, boolean digests, BufferAllocator allocator) {
        if (digests) {
            return new FixedSizeBinaryVector("digest", allocator, DIGEST_BYTES);
        } else if (like instanceof Value.IntegerValue) {
            return new BigIntVector("key", allocator);
        }
        return like instanceof Value.StringValue
                ? new VarCharVector("key", allocator)
                : new VarBinaryVector("key", allocator);
    }

    private static void set(FieldVector vector, int row, Value key) {
        if (vector instanceof BigIntVector integers && key instanceof Value.IntegerValue integer) {
            integers.setSafe(row, integer.value());
        } else if (vector instanceof VarCharVector texts && key instanceof Value.StringValue text) {
            texts.setSafe(row, text.value().getBytes(StandardCharsets.UTF_8));
        } else if (vector instanceof VarBinaryVector blobs && key instanceof Value.BlobValue blob) {
            blobs.setSafe(row, blob.bytes());
        } else if (vector instanceof FixedSizeBinaryVector fixed && key instanceof Value.BlobValue digest) {
            fixed.setSafe(row, digest.bytes());
        } else {
            throw new IllegalArgumentException(key + " is no key of the type of the others");
        }
    }
}
