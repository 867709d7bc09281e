package io.aeroarrow.spark.write;

import io.aeroarrow.model.ExistsAction;
import io.aeroarrow.spark.option.WriteOptions.Overwrite;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.write.SupportsOverwriteV2;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.internal.connector.SupportsStreamingUpdateAsAppend;
import org.apache.spark.sql.types.StructType;

/** Takes from Spark what a write is to do, and makes the write. Updates of streams are rows like others: keys are unique. */
public final class AerospikeWriteBuilder implements SupportsOverwriteV2, SupportsStreamingUpdateAsAppend {

    private final WriteTarget target;
    private final StructType rows;
    private final StructType table;
    private final boolean named;
    private Deletion deletion = Deletion.NONE;
    private boolean replaces;

    /**
     * @param rows the columns to write
     * @param table the columns that the table is known to have
     * @param named whether the table has a name in a catalog, where overwriting it means to empty it
     */
    public AerospikeWriteBuilder(WriteTarget target, StructType rows, StructType table, boolean named) {
        this.target = target;
        this.rows = rows;
        this.table = table;
        this.named = named;
    }

    @Override
    public WriteBuilder truncate() {
        Overwrite usual = named ? Overwrite.TRUNCATE : Overwrite.REPLACE;
        Overwrite wanted = target.options().overwrite();
        if ((wanted == Overwrite.USUAL ? usual : wanted) == Overwrite.TRUNCATE) {
            deletion = Deletion.ofAll();
        } else {
            replaces = true;
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
        return new AerospikeWrite(how, WriteLayout.of(rows, table, target.options()), deletion);
    }
}
