package io.aeroarrow.spark.internal.write;

/** Thrown if records that should be deleted still exist. */
public final class DeleteNotFinishedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    DeleteNotFinishedException(String message) {
        super(message);
    }
}
