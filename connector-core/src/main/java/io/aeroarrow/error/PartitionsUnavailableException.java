package io.aeroarrow.error;

import io.aeroarrow.model.PartitionSet;
import org.jspecify.annotations.Nullable;

/** Some partitions could not be read from any node, so the result would have been partial. */
public final class PartitionsUnavailableException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    private final PartitionSet partitions;

    public PartitionsUnavailableException(PartitionSet partitions, String message) {
        this(partitions, message, null);
    }

    public PartitionsUnavailableException(PartitionSet partitions, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.partitions = partitions;
    }

    /** The partitions that are missing. */
    public PartitionSet partitions() {
        return partitions;
    }

    /** Yes: a cluster that has lost a node, or moves partitions, finds owners for them soon. */
    @Override
    public boolean retryable() {
        return true;
    }

    @Override
    PartitionsUnavailableException copy(String message) {
        return new PartitionsUnavailableException(partitions, message, this);
    }
}
