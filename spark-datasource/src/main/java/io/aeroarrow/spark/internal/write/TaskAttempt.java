package io.aeroarrow.spark.internal.write;

import org.apache.spark.TaskContext;

/**
 * Which attempt of which task it is.
 *
 * @param number 0 for the first; a later one gets the same rows, if they do not come from a scan of the same stage
 * @param stage 0 for the first attempt of the stage; a later one gets rows that have been computed anew
 */
public record TaskAttempt(int partition, int number, int stage) {

    /** Of the task that runs in this thread. */
    public static TaskAttempt current(int partition) {
        TaskContext context = TaskContext.get();
        return context == null
                ? new TaskAttempt(partition, 0, 0)
                : new TaskAttempt(partition, context.attemptNumber(), context.stageAttemptNumber());
    }

    /** Whether an attempt before this one may have written rows. */
    boolean isRepeated() {
        return number > 0 || stage > 0;
    }

    /**
     * Nothing, if the rows are those of the attempts before.
     *
     * @throws IllegalStateException otherwise, as they may have been computed of what those have written
     */
    public void requireSameRows() {
        if (stage > 0) {
            throw new IllegalStateException(
                    "the rows to change got lost with an executor, and were computed anew after some"
                            + " of them had been written: those would be changed twice. Look at what the statement has done so far,"
                            + " and run it again if doing so twice makes no difference");
        }
    }

    @Override
    public String toString() {
        return "task " + partition + (isRepeated() ? " (run again; an attempt before may have written the same)" : "");
    }
}
