package io.aeroarrow.spark.internal.read;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/**
 * Looks up the records of one task's rows. Sent to the executors.
 *
 * @param inner whether rows without a record are omitted
 */
record LookupTask(LookupSource records, LookupKeyColumn keys, boolean inner, LookupAccumulators counts)
        implements Serializable {

    Iterator<Row> run(Iterator<Row> rows) {
        ExternalRows joined = new ExternalRows(keys, records.columns(), inner);
        return LookupIterator.open(records, keys.column(), joined, counts, rows);
    }
}
