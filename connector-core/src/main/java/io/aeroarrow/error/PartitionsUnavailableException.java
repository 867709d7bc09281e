package io.aeroarrow.error;

import io.aeroarrow.model.PartitionSet;
import org.jspecify.annotations.Nullable;

/** Some partitions could not be read from any node, so the result would have been partial. */
public final class PartitionsUnavailableException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    private final PartitionSet partitions;

    /**
     * Creates the error.
     *
     * @param partitions the missing partitions
     * @param message what went wrong, where, and what to do
     */
    public PartitionsUnavailableException(PartitionSet partitions, String message) {
        this(partitions, message, null);
    }

    /**
     * Creates the error.
     *
     * @param partitions the missing partitions
     * @param message what went wrong, where, and what to do
     * @param cause the cause; null for none
     */
    public PartitionsUnavailableException(PartitionSet partitions, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.partitions = partitions;
    }

    /** {@return the partitions that are missing} */
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
