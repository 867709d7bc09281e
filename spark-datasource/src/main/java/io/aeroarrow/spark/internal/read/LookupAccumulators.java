package io.aeroarrow.spark.internal.read;

import io.aeroarrow.arrow.read.ReadMetrics;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/** Counters of lookups, as Spark accumulators: Spark sums them over the tasks and shows them with the stage. */
record LookupAccumulators(
        LongAccumulator records,
        LongAccumulator bytes,
        LongAccumulator decodeTime,
        LongAccumulator waitTime,
        LongAccumulator retries)
        implements LookupCounter, Serializable {

    /** Registers the accumulators, on the driver. */
    static LookupAccumulators of(SparkContext spark, String table) {
        String lookups = "lookups in " + table + ": ";
        return new LookupAccumulators(
                spark.longAccumulator(lookups + "records found"),
                spark.longAccumulator(lookups + "bytes of records received"),
                spark.longAccumulator(lookups + "time spent decoding (ms)"),
                spark.longAccumulator(lookups + "time spent waiting for nodes (ms)"),
                spark.longAccumulator(lookups + "retries after failures"));
    }

    @Override
    public void add(ReadMetrics read, long keys, long found, long nanos) {
        records.add(found);
        bytes.add(read.bytes());
        decodeTime.add(TimeUnit.NANOSECONDS.toMillis(read.decodeNanos()));
        waitTime.add(TimeUnit.NANOSECONDS.toMillis(read.waitNanos()));
        retries.add(read.retries());
    }
}
