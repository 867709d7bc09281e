package io.aeroarrow.spark.internal.write;

import io.aeroarrow.arrow.WriteRun;
import java.util.List;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** What writes show in Spark's user interface. */
public final class WriteMetrics {

    private static final String WRITTEN = "aerospikeRowsWritten";
    private static final String SKIPPED = "aerospikeRowsSkipped";
    private static final String FAILED = "aerospikeRowsFailed";

    private WriteMetrics() {}

    /** All there are. */
    public static CustomMetric[] all() {
        return new CustomMetric[] {new RowsWritten(), new RowsSkipped(), new RowsFailed()};
    }

    /** What a task has done so far. */
    public static CustomTaskMetric[] of(List<RowSender> senders) {
        long written = 0;
        long skipped = 0;
        long failed = 0;
        for (RowSender sender : senders) {
            WriteRun run = sender.run();
            written += run.written();
            skipped += run.skipped();
            failed += run.failed();
        }
        return new CustomTaskMetric[] {
            new Count(WRITTEN, written), new Count(SKIPPED, skipped), new Count(FAILED, failed)
        };
    }

    private record Count(String name, long value) implements CustomTaskMetric {}

    /** Rows that are records now. Public, as are the others, because Spark makes them. */
    public static final class RowsWritten extends CustomSumMetric {
        @Override
        public String name() {
            return WRITTEN;
        }

        @Override
        public String description() {
            return "rows written to Aerospike";
        }
    }

    /** Rows that the option {@code onConflict} left out. */
    public static final class RowsSkipped extends CustomSumMetric {
        @Override
        public String name() {
            return SKIPPED;
        }

        @Override
        public String description() {
            return "rows skipped because of their record's state";
        }
    }

    /** Rows that failed. */
    public static final class RowsFailed extends CustomSumMetric {
        @Override
        public String name() {
            return FAILED;
        }

        @Override
        public String description() {
            return "rows that could not be written";
        }
    }
}
