package io.aeroarrow.spark.internal.write;

import io.aeroarrow.arrow.WriteRun;
import io.aeroarrow.spark.internal.runtime.TaskMetric;
import java.util.List;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** Metrics of writes in Spark's UI. Spark creates the nested classes by name, so they are public. */
public final class WriteMetrics {

    private static final String WRITTEN = "aerospikeRowsWritten";
    private static final String SKIPPED = "aerospikeRowsSkipped";
    private static final String FAILED = "aerospikeRowsFailed";

    private WriteMetrics() {}

    /** Returns all metrics. */
    public static CustomMetric[] all() {
        return new CustomMetric[] {new RowsWritten(), new RowsSkipped(), new RowsFailed()};
    }

    /** Returns the values of a task so far. */
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
            new TaskMetric(WRITTEN, written), new TaskMetric(SKIPPED, skipped), new TaskMetric(FAILED, failed)
        };
    }

    /** The number of rows written. */
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

    /** The number of rows skipped by {@code onConflict=SKIP}. */
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

    /** The number of failed rows. */
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
