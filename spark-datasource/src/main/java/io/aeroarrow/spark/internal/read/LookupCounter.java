package io.aeroarrow.spark.internal.read;

import io.aeroarrow.arrow.read.ReadMetrics;

/** Receives the counters of a task's lookups. */
public interface LookupCounter {

    /**
     * Adds the counters of a task. Called once per task.
     *
     * @param keys the number of keys that were looked up
     * @param found the number of records that were found
     * @param nanos the time of the lookups
     */
    void add(ReadMetrics read, long keys, long found, long nanos);
}
