package io.aeroarrow.spark.internal.read;

import io.aeroarrow.spark.internal.options.SourceOptions;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;

/** What each task of a lookup does; goes to the executors. */
public record LookupTask(SourceOptions source, KeyColumn keys, StructType columns, boolean onlyFound, LookupAccumulators counts)
        implements Serializable {

    public Iterator<Row> run(Iterator<Row> rows) {
        LookupIterator joined = new LookupIterator(this, rows);
        TaskContext context = TaskContext.get();
        if (context != null) {
            // Also where nobody asks for the rest, or the task fails.
            context.addTaskCompletionListener((TaskCompletionListener) ended -> joined.close());
        }
        return joined;
    }
}
