package io.aeroarrow.spark.internal.write;

/** Records that were to be deleted are still there. */
public final class DeleteNotFinishedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DeleteNotFinishedException(String message) {
        super(message);
    }
}
