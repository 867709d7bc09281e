package io.aeroarrow.flight.internal.stream;

import io.aeroarrow.arrow.Lookup;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A read by keys.
 *
 * @param lookup reads the fields of the schema
 * @param keys all integers or all texts
 */
public record LookupPlan(BufferAllocator allocator, Lookup lookup, Schema schema, List<Value> keys)
        implements StreamPlan {

    public LookupPlan {
        keys = List.copyOf(keys);
    }

    @Override
    public List<Optional<PartitionSet>> parts(int wanted) {
        return List.of(Optional.empty());
    }

    @Override
    public ArrowReader open(Optional<PartitionSet> part) {
        FieldVector vector = vector(allocator, keys);
        try {
            return new LookupReader(allocator, lookup, schema, vector);
        } catch (RuntimeException e) {
            vector.close();
            throw e;
        }
    }

    /** Returns keys as a vector. The caller closes it. */
    public static FieldVector vector(BufferAllocator allocator, List<Value> keys) {
        if (keys.isEmpty() || keys.get(0) instanceof Value.IntegerValue) {
            BigIntVector numbers = new BigIntVector("key", allocator);
            for (int i = 0; i < keys.size(); i++) {
                numbers.setSafe(i, ((Value.IntegerValue) keys.get(i)).value());
            }
            numbers.setValueCount(keys.size());
            return numbers;
        }
        VarCharVector texts = new VarCharVector("key", allocator);
        for (int i = 0; i < keys.size(); i++) {
            texts.setSafe(i, ((Value.StringValue) keys.get(i)).value().getBytes(StandardCharsets.UTF_8));
        }
        texts.setValueCount(keys.size());
        return texts;
    }
}
