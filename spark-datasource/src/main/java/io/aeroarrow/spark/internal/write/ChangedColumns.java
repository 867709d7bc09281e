package io.aeroarrow.spark.internal.write;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Finds the changed columns of updated rows. */
final class ChangedColumns {

    private final StructField[] columns;
    private final UTF8String[] bins;
    private final String key;

    ChangedColumns(DeltaLayout layout) {
        columns = layout.rows().fields();
        bins = layout.bins().stream().map(UTF8String::fromString).toArray(UTF8String[]::new);
        key = layout.key();
    }

    /**
     * Returns the unchanged bins of a row, which are not written. Bins that could not be read are among them: they are null
     * before and after.
     *
     * @throws IllegalArgumentException if a changed column cannot be written
     */
    List<UTF8String> unchanged(InternalRow before, InternalRow after) {
        List<UTF8String> same = new ArrayList<>(columns.length);
        for (int i = 0; i < columns.length; i++) {
            if (isSame(before, after, i)) {
                same.add(bins[i]);
            } else {
                requireWritable(i);
            }
        }
        return same;
    }

    private void requireWritable(int column) {
        String name = columns[column].name();
        if (bins[column].numBytes() == 0) {
            throw new IllegalArgumentException("column '" + name
                    + "' is JSON text of the bin's value and would replace it; the column cannot be updated");
        }
        if (name.equalsIgnoreCase(key)) {
            throw new IllegalArgumentException("column '" + name
                    + "' is the key of its record and cannot change; delete the record and insert a new one");
        }
    }

    private boolean isSame(InternalRow before, InternalRow after, int column) {
        if (before.isNullAt(column) || after.isNullAt(column)) {
            return before.isNullAt(column) && after.isNullAt(column);
        }
        DataType type = columns[column].dataType();
        return isSame(before.get(column, type), after.get(column, type));
    }

    /** Values that cannot be compared count as changed; the same value is then written again. */
    private static boolean isSame(@Nullable Object before, @Nullable Object after) {
        if (before instanceof byte[] one && after instanceof byte[] other) {
            return Arrays.equals(one, other);
        }
        if (before instanceof MapData one && after instanceof MapData other) {
            return one.keyArray().equals(other.keyArray()) && one.valueArray().equals(other.valueArray());
        }
        return Objects.equals(before, after);
    }
}
