package io.aeroarrow.spark.internal.join;

import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.spark.internal.read.LookupCounter;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import scala.Tuple2;
import scala.collection.immutable.Map;
import scala.collection.immutable.Map$;

/** The metrics of a join in Spark's UI. Sent to the executors. */
record LookupMetrics(
        SQLMetric rows,
        SQLMetric keys,
        SQLMetric found,
        SQLMetric notFound,
        SQLMetric bytes,
        SQLMetric time,
        SQLMetric decodeTime,
        SQLMetric retries)
        implements LookupCounter, Serializable {

    /** Creates the metrics, on the driver. */
    static LookupMetrics create(SparkContext spark) {
        return new LookupMetrics(
                SQLMetrics.createMetric(spark, "number of output rows"),
                SQLMetrics.createMetric(spark, "keys looked up"),
                SQLMetrics.createMetric(spark, "records found"),
                SQLMetrics.createMetric(spark, "keys without a record"),
                SQLMetrics.createSizeMetric(spark, "bytes of records received", -1),
                SQLMetrics.createTimingMetric(spark, "time of lookups", -1),
                SQLMetrics.createTimingMetric(spark, "time spent decoding", -1),
                SQLMetrics.createMetric(spark, "retries after failures"));
    }

    /** Returns the metrics by name. */
    Map<String, SQLMetric> byName() {
        return Map$.MODULE$.from(Expressions.seq(List.of(
                new Tuple2<>("numOutputRows", rows),
                new Tuple2<>("keys", keys),
                new Tuple2<>("found", found),
                new Tuple2<>("notFound", notFound),
                new Tuple2<>("bytes", bytes),
                new Tuple2<>("time", time),
                new Tuple2<>("decodeTime", decodeTime),
                new Tuple2<>("retries", retries))));
    }

    @Override
    public void add(ReadMetrics read, long lookedUp, long records, long nanos) {
        keys.add(lookedUp);
        found.add(records);
        notFound.add(lookedUp - records);
        bytes.add(read.bytes());
        time.add(TimeUnit.NANOSECONDS.toMillis(nanos));
        decodeTime.add(TimeUnit.NANOSECONDS.toMillis(read.decodeNanos()));
        retries.add(read.retries());
    }
}
