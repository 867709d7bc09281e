package io.aeroarrow.spark.internal.write;

import org.apache.spark.sql.connector.distributions.Distribution;
import org.apache.spark.sql.connector.distributions.Distributions;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.DeltaBatchWrite;
import org.apache.spark.sql.connector.write.DeltaWrite;
import org.apache.spark.sql.connector.write.DeltaWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.RequiresDistributionAndOrdering;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** Changes of single records. As with all writes, a job that fails leaves behind what it has done. */
final class AerospikeDeltaWrite implements DeltaWrite, DeltaBatchWrite, RequiresDistributionAndOrdering {

    private final WriteTarget target;
    private final DeltaLayout layout;

    AerospikeDeltaWrite(WriteTarget target, DeltaLayout layout) {
        if (layout.changesRows() && target.set().isEmpty()) {
            throw new IllegalArgumentException("'" + target.name()
                    + "' is a whole namespace, of whose records the sets are not known; change them set by set");
        }
        this.target = target;
        this.layout = layout;
    }

    @Override
    public String description() {
        return "aerospike " + target.name() + " " + layout.command();
    }

    /**
     * Rows are shuffled between their scan and their change. A task that is run again then changes the rows of the first
     * attempt; without that it would read them anew, changed already, and {@code x = x + 1} would count twice.
     */
    @Override
    public Distribution requiredDistribution() {
        if (!layout.changesRows()) {
            return Distributions.unspecified();
        }
        Expression digest = Expressions.column(WriteLayout.DIGEST);
        WriteLayout inserts = layout.inserts();
        // New rows have no digest yet.
        return Distributions.clustered(
                inserts == null
                        ? new Expression[] {digest}
                        : new Expression[] {digest, Expressions.column(inserts.quotedKey())});
    }

    @Override
    public SortOrder[] requiredOrdering() {
        return new SortOrder[0];
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return WriteMetrics.all();
    }

    @Override
    public DeltaBatchWrite toBatch() {
        return this;
    }

    @Override
    public DeltaWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
        return new AerospikeDeltaWriterFactory(target, layout);
    }

    @Override
    public void commit(WriterCommitMessage[] messages) {
        WriteSummary.sum(messages, target).requireAll(target.name());
    }

    /** There is nothing to take back: another write may have changed the same records since. */
    @Override
    public void abort(WriterCommitMessage[] messages) {}
}
