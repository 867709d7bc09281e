package io.aeroarrow.spark.internal.write;

import io.aeroarrow.spark.internal.runtime.TableColumns;
import org.apache.spark.sql.connector.distributions.Distribution;
import org.apache.spark.sql.connector.distributions.Distributions;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.write.DeltaBatchWrite;
import org.apache.spark.sql.connector.write.DeltaWrite;
import org.apache.spark.sql.connector.write.DeltaWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;

/** The write of a row-level operation. */
final class AerospikeDeltaWrite extends AbstractWrite implements DeltaWrite, DeltaBatchWrite {

    private final DeltaLayout layout;

    AerospikeDeltaWrite(WriteTarget target, DeltaLayout layout) {
        super(target);
        if (layout.writesRows() && target.set().isEmpty()) {
            throw new IllegalArgumentException("'" + target.name()
                    + "' is a whole namespace, and an update needs the set of each record; update the sets one by one");
        }
        this.layout = layout;
    }

    @Override
    public String description() {
        return "aerospike " + target().name() + " " + layout.command();
    }

    /**
     * Shuffles rows between their scan and their write. A retried task then writes the same rows again. Without the shuffle it
     * would read updated rows, and {@code x = x + 1} would count twice.
     */
    @Override
    public Distribution requiredDistribution() {
        if (!layout.writesRows()) {
            return Distributions.unspecified();
        }
        Expression digest = Expressions.column(TableColumns.DIGEST);
        WriteLayout inserts = layout.inserts();
        // New rows have no digest yet.
        return Distributions.clustered(
                inserts == null
                        ? new Expression[] {digest}
                        : new Expression[] {digest, Expressions.column(inserts.quotedKey())});
    }

    @Override
    public DeltaBatchWrite toBatch() {
        return this;
    }

    @Override
    public DeltaWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
        return new AerospikeDeltaWriterFactory(target(), layout);
    }
}
