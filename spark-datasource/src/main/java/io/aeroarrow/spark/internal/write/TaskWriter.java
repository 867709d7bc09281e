package io.aeroarrow.spark.internal.write;

import io.aeroarrow.arrow.Write;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** Writes the rows of one task, through one sender per kind of write. Used by one thread. */
abstract class TaskWriter implements DataWriter<InternalRow> {

    private final WriteTarget target;
    private final TaskAttempt attempt;
    private final List<RowSender> senders = new ArrayList<>();

    TaskWriter(WriteTarget target, TaskAttempt attempt) {
        this.target = target;
        this.attempt = attempt;
    }

    /** Opens a sender, which this writer closes. */
    final RowSender open(WriteLayout layout, Write write) {
        RowSender sender = new RowSender(target, layout, write, attempt);
        senders.add(sender);
        return sender;
    }

    final WriteTarget target() {
        return target;
    }

    final TaskAttempt attempt() {
        return attempt;
    }

    /**
     * Rows that another attempt may write fail the task here, unless {@code onFailure} is {@code COLLECT}. All others go to the
     * driver, which fails the job: there the error is one line, and a retry of the task would change nothing.
     */
    @Override
    public final WriterCommitMessage commit() {
        WriteSummary summary = WriteSummary.NONE;
        for (RowSender sender : senders) {
            summary = summary.plus(sender.finish(), target.options().describedFailures());
        }
        return summary;
    }

    @Override
    public final void abort() {
        senders.forEach(RowSender::cancel);
    }

    @Override
    public final CustomTaskMetric[] currentMetricsValues() {
        return WriteMetrics.of(senders);
    }

    @Override
    public final void close() {
        senders.forEach(RowSender::close);
    }
}
