package io.aeroarrow.spark.internal.read;

import io.aeroarrow.spark.internal.options.SourceOptions;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Looks up the records of one task's rows. Sent to the executors.
 *
 * @param inner whether rows without a record are omitted
 */
record LookupTask(
        SourceOptions source, LookupKeyColumn keys, StructType columns, boolean inner, LookupAccumulators counts)
        implements Serializable {

    Iterator<Row> run(Iterator<Row> rows) {
        LookupIterator joined = new LookupIterator(this, rows);
        TaskContext context = TaskContext.get();
        if (context != null) {
            // Also called when the task fails, or does not read all rows.
            context.addTaskCompletionListener((TaskCompletionListener) ended -> joined.close());
        }
        return joined;
    }
}
