package io.aeroarrow.spark.internal.read;

import io.aeroarrow.model.Value;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;

/** Converts keys to vectors for a lookup. */
final class KeyVectors {

    private KeyVectors() {}

    /**
     * Creates a vector of keys.
     *
     * @param keys the keys, at least one and all of one type
     * @return a vector that the caller closes
     */
    static FieldVector of(List<Value> keys, boolean digests, BufferAllocator allocator) {
        FieldVector vector = create(keys.get(0), digests, allocator);
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

    private static FieldVector create(Value first, boolean digests, BufferAllocator allocator) {
        if (digests) {
            return new FixedSizeBinaryVector("digest", allocator, TableColumns.DIGEST_BYTES);
        } else if (first instanceof Value.IntegerValue) {
            return new BigIntVector("key", allocator);
        }
        return first instanceof Value.StringValue
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
            throw new IllegalArgumentException("key " + key + " has another type than the first key");
        }
    }
}
