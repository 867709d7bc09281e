package io.aeroarrow.spark.internal.read;

import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.metrics.NodeMetrics;
import io.aeroarrow.spark.internal.runtime.SparkMemory;
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
            new Connections(),
            new VectorMemory(),
            new BufferMemory()
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
            new TaskMetric(Connections.NAME, connections(client)),
            new TaskMetric(VectorMemory.NAME, SparkMemory.allocator().getPeakMemoryAllocation()),
            new TaskMetric(BufferMemory.NAME, client.metrics().memoryPeak())
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

    /** A value that the tasks of an executor share: the largest one counts. */
    private abstract static class Largest implements CustomMetric {

        @Override
        public String aggregateTaskMetrics(long[] tasks) {
            return String.valueOf(Arrays.stream(tasks).max().orElse(0));
        }
    }

    /** The connections of an executor. */
    public static final class Connections extends Largest {

        static final String NAME = PREFIX + "Connections";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String description() {
            return "connections of an executor, the most";
        }
    }

    /** The most memory that the vectors of an executor took since it started. */
    public static final class VectorMemory extends Largest {

        static final String NAME = PREFIX + "VectorMemory";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String description() {
            return "vector memory of an executor, the most (bytes)";
        }
    }

    /** The most other off-heap memory that the client of an executor took since it connected. */
    public static final class BufferMemory extends Largest {

        static final String NAME = PREFIX + "BufferMemory";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String description() {
            return "memory of an executor for bytes not decoded, the most (bytes)";
        }
    }
}
