package io.aeroarrow.spark.internal.write;

import io.aeroarrow.spark.internal.runtime.KeySamples;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.RequiresDistributionAndOrdering;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * The common part of plain writes and row-level operations. A record is visible as soon as it is written. A failed job leaves
 * the records that it has written, and a retried task writes its rows again.
 */
abstract class AbstractWrite implements RequiresDistributionAndOrdering, BatchWrite {

    private final WriteTarget target;

    AbstractWrite(WriteTarget target) {
        this.target = target;
    }

    final WriteTarget target() {
        return target;
    }

    @Override
    public final SortOrder[] requiredOrdering() {
        return new SortOrder[0];
    }

    @Override
    public final CustomMetric[] supportedCustomMetrics() {
        return WriteMetrics.all();
    }

    @Override
    public final void commit(WriterCommitMessage[] messages) {
        KeySamples.forget();
        WriteSummary.sum(messages, target).requireAllWritten(target.name());
    }

    /** Leaves the records: another write may have changed the same ones since. */
    @Override
    public final void abort(WriterCommitMessage[] messages) {
        KeySamples.forget();
    }
}
