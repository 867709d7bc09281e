package io.aeroarrow.flight.internal.stream;

import io.aeroarrow.arrow.Scan;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.model.PartitionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A scan without an engine.
 *
 * @param scan reads the fields of the schema
 * @param limit the most rows; 0 for all
 */
public record ScanPlan(AeroArrowClient client, String namespace, Scan scan, Schema schema, long limit)
        implements StreamPlan {

    /** Small enough for a message, and large enough that messages cost little. */
    static final long BATCH_BYTES = 4L << 20;

    /** Returns the scan of a plan, which reads a schema. */
    public static ScanPlan of(AeroArrowClient client, String namespace, Scan scan, Schema schema, long limit) {
        return new ScanPlan(
                client, namespace, scan.schema(schema).batchBytes(BATCH_BYTES).limit(limit), schema, limit);
    }

    @Override
    public List<Optional<PartitionSet>> parts(int wanted) {
        if (limit > 0) {
            return List.of(Optional.empty());
        }
        List<Optional<PartitionSet>> parts = new ArrayList<>();
        for (PartitionSet part : client.planPartitions(namespace, wanted)) {
            parts.add(Optional.of(part));
        }
        return parts;
    }

    @Override
    public ArrowReader open(Optional<PartitionSet> part) {
        return part.map(scan::partitions).orElse(scan).reader();
    }
}
