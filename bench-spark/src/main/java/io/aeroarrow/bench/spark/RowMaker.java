package io.aeroarrow.bench.spark;

import com.aerospike.client.Record;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Makes Spark's rows of records. How is decided once for each column. */
final class RowMaker {

    private final String[] names;
    private final Maker[] makers;

    /** Makes Spark's form of a value that is not null. */
    @FunctionalInterface
    private interface Maker {
        Object make(Object value);
    }

    RowMaker(StructType schema) {
        names = schema.fieldNames();
        makers = makers(schema);
    }

    private static Maker[] makers(StructType type) {
        StructField[] fields = type.fields();
        Maker[] makers = new Maker[fields.length];
        for (int i = 0; i < fields.length; i++) {
            makers[i] = maker(fields[i].dataType());
        }
        return makers;
    }

    private static Maker maker(DataType type) {
        if (type.equals(DataTypes.StringType)) {
            return value -> UTF8String.fromString((String) value);
        } else if (type instanceof ArrayType array) {
            Maker element = maker(array.elementType());
            return value -> new GenericArrayData(
                    ((List<?>) value).stream().map(each -> make(element, each)).toArray());
        } else if (type instanceof StructType struct) {
            String[] keys = struct.fieldNames();
            Maker[] fields = makers(struct);
            return value -> {
                Object[] made = new Object[keys.length];
                for (int i = 0; i < keys.length; i++) {
                    made[i] = make(fields[i], ((Map<?, ?>) value).get(keys[i]));
                }
                return new GenericInternalRow(made);
            };
        }
        // Integers, doubles, booleans and blobs are Spark's already.
        return value -> value;
    }

    private static @Nullable Object make(Maker maker, @Nullable Object value) {
        return value == null ? null : maker.make(value);
    }

    InternalRow row(Record record) {
        Object[] values = new Object[names.length];
        for (int i = 0; i < names.length; i++) {
            values[i] = make(makers[i], record.getValue(names[i]));
        }
        return new GenericInternalRow(values);
    }
}
