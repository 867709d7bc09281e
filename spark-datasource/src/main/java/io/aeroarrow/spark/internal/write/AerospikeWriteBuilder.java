package io.aeroarrow.spark.internal.write;

import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.spark.internal.options.WriteOptions.Overwrite;
import java.util.Arrays;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.write.SupportsOverwriteV2;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.internal.connector.SupportsStreamingUpdateAsAppend;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Collects the kind of write from Spark and builds the write. A streaming update is an append, as keys are unique. */
public final class AerospikeWriteBuilder implements SupportsOverwriteV2, SupportsStreamingUpdateAsAppend {

    private final WriteTarget target;
    private final StructType rows;
    private final StructType table;
    private final boolean inCatalog;
    private final @Nullable DatasetSaver saver;
    private Deletion deletion = Deletion.NONE;
    private Deletion epochDeletion = Deletion.NONE;
    private SaveMode mode = SaveMode.Append;
    private boolean replaces;

    /**
     * Creates a builder.
     *
     * @param rows the columns to write
     * @param table the known columns of the table
     * @param inCatalog whether the table belongs to a catalog, where an overwrite empties it
     * @param saver takes the whole Dataset of a batch; null to take rows one by one
     */
    public AerospikeWriteBuilder(
            WriteTarget target, StructType rows, StructType table, boolean inCatalog, @Nullable DatasetSaver saver) {
        this.target = target;
        this.rows = rows;
        this.table = table;
        this.inCatalog = inCatalog;
        this.saver = saver;
    }

    /** Overwrites everything; in a stream, each epoch writes the complete result. */
    @Override
    public WriteBuilder truncate() {
        Overwrite defaultOverwrite = inCatalog ? Overwrite.TRUNCATE : Overwrite.REPLACE;
        Overwrite requested = target.options().overwrite();
        mode = SaveMode.Overwrite;
        if ((requested == Overwrite.DEFAULT ? defaultOverwrite : requested) == Overwrite.TRUNCATE) {
            deletion = Deletion.ofAll();
        } else {
            replaces = true;
        }
        if (requested != Overwrite.REPLACE) {
            // Otherwise rows of earlier epochs that left the result would stay.
            epochDeletion = Deletion.ofAll();
        }
        return this;
    }

    @Override
    public boolean canOverwrite(Predicate[] predicates) {
        return Deletion.where(predicates, target.source().decoded(table)).isPresent();
    }

    @Override
    public WriteBuilder overwrite(Predicate[] predicates) {
        Deletion overwritten = Deletion.where(predicates, target.source().decoded(table))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the condition of the overwrite cannot be pushed down: " + Arrays.toString(predicates)));
        if (overwritten instanceof Deletion.All) {
            return truncate();
        }
        deletion = overwritten;
        return this;
    }

    @Override
    public Write build() {
        target.requireSet();
        WriteTarget writeTarget = replaces ? target.withExistsAction(ExistsAction.REPLACE) : target;
        WriteLayout layout = WriteLayout.of(rows, table, target.options());
        AerospikeWrite write = new AerospikeWrite(writeTarget, layout, deletion, epochDeletion, inCatalog);
        // With an overwrite of everything, the saver deletes the records.
        return saver == null
                ? write
                : new DatasetWrite(write, saver, mode == SaveMode.Overwrite ? Deletion.NONE : deletion, mode);
    }
}
