package io.aeroarrow.spark.lookup;

import io.aeroarrow.arrow.read.ReadMetrics;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/** What lookups did, as accumulators: Spark shows them with the stage, and sums up those of its tasks. */
record LookupCounts(
        LongAccumulator records,
        LongAccumulator bytes,
        LongAccumulator decodeTime,
        LongAccumulator waitTime,
        LongAccumulator retries)
        implements Serializable {

    /** On the driver, for the lookups in a table. */
    static LookupCounts of(SparkContext spark, String table) {
        String lookups = "lookups in " + table + ": ";
        return new LookupCounts(
                spark.longAccumulator(lookups + "records found"),
                spark.longAccumulator(lookups + "bytes of records received"),
                spark.longAccumulator(lookups + "time spent decoding (ms)"),
                spark.longAccumulator(lookups + "time spent waiting for nodes (ms)"),
                spark.longAccumulator(lookups + "retries after failures"));
    }

    /** In a task, once, of all that it has looked up. */
    void add(ReadMetrics read, long found) {
        records.add(found);
        bytes.add(read.bytes());
        decodeTime.add(TimeUnit.NANOSECONDS.toMillis(read.decodeNanos()));
        waitTime.add(TimeUnit.NANOSECONDS.toMillis(read.waitNanos()));
        retries.add(read.retries());
    }
}
