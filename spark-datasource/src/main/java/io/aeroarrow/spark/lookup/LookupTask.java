package io.aeroarrow.spark.lookup;

import io.aeroarrow.spark.option.SourceOptions;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;

/** What each task of a lookup does; goes to the executors. */
record LookupTask(SourceOptions source, KeyReader keys, StructType columns, boolean onlyFound, LookupCounts counts)
        implements Serializable {

    Iterator<Row> run(Iterator<Row> rows) {
        LookupRows joined = new LookupRows(this, rows);
        TaskContext context = TaskContext.get();
        if (context != null) {
            // Also where nobody asks for the rest, or the task fails.
            context.addTaskCompletionListener((TaskCompletionListener) ended -> joined.close());
        }
        return joined;
    }
}
