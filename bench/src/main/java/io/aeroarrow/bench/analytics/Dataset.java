package io.aeroarrow.bench.analytics;

import com.aerospike.client.Bin;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Generated records of one schema. Keys are the integers from 0; bin {@code id} repeats the key.
 *
 * @param schema the columns to read
 * @param records number of records
 * @param keysAreStored whether records store their user key, so that scans return it
 * @param bins returns the bins of a record by its number; deterministic
 */
public record Dataset(
        String title, String set, Schema schema, int records, boolean keysAreStored, IntFunction<Bin[]> bins) {

    Dataset(String title, String set, Schema schema, int records, IntFunction<Bin[]> bins) {
        this(title, set, schema, records, false, bins);
    }

    List<String> names() {
        return schema.getFields().stream().map(Field::getName).toList();
    }

    String[] nameArray() {
        return names().toArray(String[]::new);
    }

    /** Returns the sum of bin {@code id} over all records. */
    long sumOfIds() {
        return (long) records * (records - 1) / 2;
    }
}
