package io.aeroarrow.bench.analytics;

import com.aerospike.client.Bin;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Records of one form, under the integers from 0 as keys. Each has a bin {@code id} with that number.
 *
 * @param keysAreStored with the records, so that scans show them
 * @param bins of the record with that number; always the same
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

    /** The sum of the first so many numbers: what the bins {@code id} of all add up to. */
    long sumOfIds() {
        return (long) records * (records - 1) / 2;
    }
}
