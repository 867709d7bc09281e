package io.aeroarrow.flight.internal.stream;

import io.aeroarrow.model.PartitionSet;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** A read that is ready to run, whole or in parts. */
public interface StreamPlan {

    /** Returns the schema of the batches. */
    Schema schema();

    /**
     * Returns the parts that clients can read at the same time.
     *
     * @param wanted the desired number; each node has at least one
     * @return partitions of each part; one part without partitions if the read cannot be divided
     */
    List<Optional<PartitionSet>> parts(int wanted);

    /**
     * Opens a part.
     *
     * @return the caller closes it
     */
    ArrowReader open(Optional<PartitionSet> part);
}
