package io.aeroarrow.spark.internal.read;

import io.aeroarrow.model.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Function1;

/** Appends the columns of records to the rows of a Dataset. */
final class ExternalRows implements LookupRows<Row> {

    private final LookupKeyColumn keys;
    private final boolean inner;
    private final DataType[] types;
    private final List<Function1<Object, Object>> converters = new ArrayList<>();

    ExternalRows(LookupKeyColumn keys, StructType columns, boolean inner) {
        this.keys = keys;
        this.inner = inner;
        this.types = Arrays.stream(columns.fields()).map(StructField::dataType).toArray(DataType[]::new);
        for (DataType type : types) {
            converters.add(CatalystTypeConverters.createToScalaConverter(type));
        }
    }

    @Override
    public @Nullable Value key(Row row) {
        return keys.key(row);
    }

    @Override
    public @Nullable Row join(Row row, @Nullable InternalRow found) {
        if (found == null && inner) {
            return null;
        }
        Object[] values = new Object[row.size() + types.length];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        for (int i = 0; found != null && i < types.length; i++) {
            Object value = found.get(i, types[i]);
            values[row.size() + i] = converters.get(i).apply(value);
        }
        return RowFactory.create(values);
    }
}
