package io.aeroarrow.spark.write;

import org.apache.spark.TaskContext;

/**
 * Which attempt of which task it is, as errors tell it.
 *
 * @param number 0 for the first
 */
public record TaskAttempt(int partition, int number) {

    /** Of the task that runs in this thread. */
    public static TaskAttempt current(int partition) {
        TaskContext context = TaskContext.get();
        return new TaskAttempt(partition, context == null ? 0 : context.attemptNumber());
    }

    @Override
    public String toString() {
        return "task " + partition
                + (number > 0 ? " (attempt " + (number + 1) + ", after one that may have written the same)" : "");
    }
}
