package io.aeroarrow.spark.write;

import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.spark.option.WriteOptions.Overwrite;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.write.SupportsOverwriteV2;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.internal.connector.SupportsStreamingUpdateAsAppend;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Takes from Spark what a write is to do, and makes the write. Updates of streams are rows like others: keys are unique. */
public final class AerospikeWriteBuilder implements SupportsOverwriteV2, SupportsStreamingUpdateAsAppend {

    private final WriteTarget target;
    private final StructType rows;
    private final StructType table;
    private final boolean named;
    private final @Nullable Saving saving;
    private Deletion deletion = Deletion.NONE;
    private Deletion epochDeletion = Deletion.NONE;
    private SaveMode mode = SaveMode.Append;
    private boolean replaces;

    /**
     * @param rows the columns to write
     * @param table the columns that the table is known to have
     * @param named whether the table has a name in a catalog, where overwriting it means to empty it
     * @param saving what takes the rows of a batch as a whole; null to take them one by one
     */
    public AerospikeWriteBuilder(
            WriteTarget target, StructType rows, StructType table, boolean named, @Nullable Saving saving) {
        this.target = target;
        this.rows = rows;
        this.table = table;
        this.named = named;
        this.saving = saving;
    }

    /** To overwrite all, or, of a stream, to write its complete result in each epoch. */
    @Override
    public WriteBuilder truncate() {
        Overwrite usual = named ? Overwrite.TRUNCATE : Overwrite.REPLACE;
        Overwrite wanted = target.options().overwrite();
        mode = SaveMode.Overwrite;
        if ((wanted == Overwrite.USUAL ? usual : wanted) == Overwrite.TRUNCATE) {
            deletion = Deletion.ofAll();
        } else {
            replaces = true;
        }
        if (wanted != Overwrite.REPLACE) {
            // Rows of earlier epochs that are no longer in the result would stay otherwise.
            epochDeletion = Deletion.ofAll();
        }
        return this;
    }

    @Override
    public boolean canOverwrite(Predicate[] predicates) {
        return Deletion.where(predicates, table).isPresent();
    }

    @Override
    public WriteBuilder overwrite(Predicate[] predicates) {
        Deletion wanted = Deletion.where(predicates, table)
                .orElseThrow(() -> new IllegalArgumentException("the server cannot decide which records to overwrite"));
        if (wanted instanceof Deletion.All) {
            return truncate();
        }
        deletion = wanted;
        return this;
    }

    @Override
    public Write build() {
        WriteTarget how = replaces ? target.withExistsAction(ExistsAction.REPLACE) : target;
        WriteLayout layout = WriteLayout.of(rows, table, target.options());
        AerospikeWrite write = new AerospikeWrite(how, layout, deletion, epochDeletion, named);
        // What overwriting all of it deletes, the saving does.
        return saving == null
                ? write
                : new WholeWrite(write, saving, mode == SaveMode.Overwrite ? Deletion.NONE : deletion, mode);
    }
}
