package io.aeroarrow.spark.internal.read;

import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.metrics.NodeMetrics;
import io.aeroarrow.spark.internal.runtime.TaskMetric;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** Metrics of reads in Spark's UI. Spark creates the nested classes by name, so they are public. */
public final class ScanMetrics {

    private static final String PREFIX = "aerospike";

    private ScanMetrics() {}

    /** Returns all metrics. */
    public static CustomMetric[] all() {
        return new CustomMetric[] {
            new Records(),
            new Bytes(),
            new Batches(),
            new DecodeTime(),
            new WaitTime(),
            new Retries(),
            new Mismatches(),
            new Connections()
        };
    }

    /** Returns the values of a task so far. */
    public static CustomTaskMetric[] of(ReadMetrics read, AeroArrowClient client) {
        return new CustomTaskMetric[] {
            new TaskMetric(Records.NAME, read.rows()),
            new TaskMetric(Bytes.NAME, read.bytes()),
            new TaskMetric(Batches.NAME, read.batches()),
            new TaskMetric(DecodeTime.NAME, TimeUnit.NANOSECONDS.toMillis(read.decodeNanos())),
            new TaskMetric(WaitTime.NAME, TimeUnit.NANOSECONDS.toMillis(read.waitNanos())),
            new TaskMetric(Retries.NAME, read.retries()),
            new TaskMetric(Mismatches.NAME, read.mismatched()),
            new TaskMetric(Connections.NAME, connections(client))
        };
    }

    private static long connections(AeroArrowClient client) {
        return client.metrics().nodes().stream().mapToLong(NodeMetrics::open).sum();
    }

    /** The number of records read. */
    public static final class Records extends CustomSumMetric {

        static final String NAME = PREFIX + "Records";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String description() {
            return "records read";
        }
    }

    /** The bytes of these records on the wire. */
    public static final class Bytes extends CustomSumMetric {

        static final String NAME = PREFIX + "Bytes";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String description() {
            return "bytes of records received";
        }
    }

    /** The number of columnar batches. */
    public static final class Batches extends CustomSumMetric {

        static final String NAME = PREFIX + "Batches";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String description() {
            return "columnar batches";
        }
    }

    /** The time that tasks spent decoding, in milliseconds. */
    public static final class DecodeTime extends CustomSumMetric {

        static final String NAME = PREFIX + "DecodeTime";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String description() {
            return "time spent decoding (ms)";
        }
    }

    /** The time that tasks waited for nodes, in milliseconds. */
    public static final class WaitTime extends CustomSumMetric {

        static final String NAME = PREFIX + "WaitTime";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String description() {
            return "time spent waiting for nodes (ms)";
        }
    }

    /** The number of retries. */
    public static final class Retries extends CustomSumMetric {

        static final String NAME = PREFIX + "Retries";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String description() {
            return "retries after failures";
        }
    }

    /** The number of values read as null because of their type. */
    public static final class Mismatches extends CustomSumMetric {

        static final String NAME = PREFIX + "Mismatches";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String description() {
            return "values of other types read as null";
        }
    }

    /** The connections of an executor, which its tasks share. */
    public static final class Connections implements CustomMetric {

        static final String NAME = PREFIX + "Connections";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String description() {
            return "connections of an executor, the most";
        }

        @Override
        public String aggregateTaskMetrics(long[] tasks) {
            return String.valueOf(Arrays.stream(tasks).max().orElse(0));
        }
    }
}
