package io.aeroarrow.flight.internal.stream;

import io.aeroarrow.model.PartitionSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * An answer of one batch.
 *
 * @param fill sets the values and the row count
 */
public record OneBatchPlan(BufferAllocator allocator, Schema schema, Consumer<VectorSchemaRoot> fill)
        implements StreamPlan {

    @Override
    public List<Optional<PartitionSet>> parts(int wanted) {
        return List.of(Optional.empty());
    }

    @Override
    public ArrowReader open(Optional<PartitionSet> part) {
        return new OneBatchReader(allocator, schema, fill);
    }
}
