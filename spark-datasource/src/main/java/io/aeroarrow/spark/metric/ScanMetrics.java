package io.aeroarrow.spark.metric;

import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.metrics.ClientMetrics.NodeMetrics;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** What reads show in Spark's user interface: the kinds of numbers, and those of a task. */
public final class ScanMetrics {

    private static final String PREFIX = "aerospike";

    private record Count(String name, long value) implements CustomTaskMetric {}

    private ScanMetrics() {}

    /** All there are. */
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

    /** What a task has done so far, and how many connections its executor has. */
    public static CustomTaskMetric[] of(ReadMetrics read, AeroArrowClient client) {
        return new CustomTaskMetric[] {
            new Count(Records.NAME, read.rows()),
            new Count(Bytes.NAME, read.bytes()),
            new Count(Batches.NAME, read.batches()),
            new Count(DecodeTime.NAME, TimeUnit.NANOSECONDS.toMillis(read.decodeNanos())),
            new Count(WaitTime.NAME, TimeUnit.NANOSECONDS.toMillis(read.waitNanos())),
            new Count(Retries.NAME, read.retries()),
            new Count(Mismatches.NAME, read.mismatched()),
            new Count(Connections.NAME, connections(client))
        };
    }

    private static long connections(AeroArrowClient client) {
        return client.metrics().nodes().stream().mapToLong(NodeMetrics::open).sum();
    }

    /** Records that became rows. Public, as are the others, because Spark makes them. */
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

    /** What these took on the wire. */
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

    /** Columnar batches. */
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

    /** How long tasks decoded, in milliseconds. */
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

    /** How long tasks waited for nodes, in milliseconds. */
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

    /** How often parts of a scan were asked for again. */
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

    /** Values that became null because their column cannot hold them. */
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

    /** Connections of an executor, which its tasks share. */
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
