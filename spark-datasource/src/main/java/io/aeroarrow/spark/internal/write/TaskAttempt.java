package io.aeroarrow.spark.internal.write;

import org.apache.spark.TaskContext;

/**
 * An attempt of a task.
 *
 * @param number the attempt of the task, from 0; a retry gets the same rows if they come from a shuffle
 * @param stage the attempt of the stage, from 0; a retry gets rows that were computed again
 */
record TaskAttempt(int partition, int number, int stage) {

    /** Returns the attempt that runs in this thread. */
    static TaskAttempt current(int partition) {
        TaskContext context = TaskContext.get();
        return context == null
                ? new TaskAttempt(partition, 0, 0)
                : new TaskAttempt(partition, context.attemptNumber(), context.stageAttemptNumber());
    }

    /** Returns whether an earlier attempt may have written rows. */
    boolean isRepeated() {
        return number > 0 || stage > 0;
    }

    /**
     * Checks that the rows are the same as in earlier attempts.
     *
     * @throws IllegalStateException if the rows were computed again, perhaps from updated records
     */
    void requireSameRows() {
        if (stage > 0) {
            throw new IllegalStateException(
                    "an executor was lost with the rows to update, and they were computed again after some of them had been"
                            + " written: these would be updated twice. Check what the statement has done so far; run it again"
                            + " if it is idempotent");
        }
    }

    @Override
    public String toString() {
        return "task " + partition
                + (isRepeated() ? " (retry; an earlier attempt may have written the same rows)" : "");
    }
}
