package io.aeroarrow.spark.internal.runtime;

import io.aeroarrow.error.AeroArrowException;
import java.util.function.Supplier;

/**
 * Errors on the driver: of {@code load} and {@code save}, of SQL commands, and of planning. PySpark shows the message of an {@link IllegalArgumentException} as
 * one line, and those of most other exceptions as a Java stack trace.
 */
public final class DriverErrors {

    private DriverErrors() {}

    /** Runs an action and converts errors of the cluster. */
    public static <T> T oneLine(Supplier<T> action) {
        try {
            return action.get();
        } catch (AeroArrowException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Runs an action and converts errors of the cluster. */
    public static void run(Runnable action) {
        oneLine(() -> {
            action.run();
            return true;
        });
    }

    /** Runs an action that may run a Spark job, and converts errors of the cluster and of rows. */
    public static void ofJob(Runnable job) {
        try {
            job.run();
        } catch (Exception e) { // Scala does not declare SparkException, which is checked.
            Throwable own = e;
            while (own != null && !isOwn(own)) {
                own = own.getCause();
            }
            if (own == null || e instanceof IllegalArgumentException) {
                throw e;
            }
            throw new IllegalArgumentException(own.getMessage(), e);
        }
    }

    private static boolean isOwn(Throwable failure) {
        return failure instanceof AeroArrowException || failure instanceof IllegalArgumentException;
    }
}
