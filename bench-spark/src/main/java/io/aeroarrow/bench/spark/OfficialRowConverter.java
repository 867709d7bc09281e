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

/** Converts records to Spark rows. Chooses the conversion once per column. */
final class OfficialRowConverter {

    private final String[] names;
    private final Converter[] converters;

    /** Converts a non-null value. */
    @FunctionalInterface
    private interface Converter {
        Object convert(Object value);
    }

    OfficialRowConverter(StructType schema) {
        names = schema.fieldNames();
        converters = converters(schema);
    }

    private static Converter[] converters(StructType type) {
        StructField[] fields = type.fields();
        Converter[] converters = new Converter[fields.length];
        for (int i = 0; i < fields.length; i++) {
            converters[i] = converter(fields[i].dataType());
        }
        return converters;
    }

    private static Converter converter(DataType type) {
        if (type.equals(DataTypes.StringType)) {
            return value -> UTF8String.fromString((String) value);
        } else if (type instanceof ArrayType array) {
            Converter element = converter(array.elementType());
            return value -> new GenericArrayData(((List<?>) value)
                    .stream().map(each -> convert(element, each)).toArray());
        } else if (type instanceof StructType struct) {
            String[] keys = struct.fieldNames();
            Converter[] fields = converters(struct);
            return value -> {
                Object[] converted = new Object[keys.length];
                for (int i = 0; i < keys.length; i++) {
                    converted[i] = convert(fields[i], ((Map<?, ?>) value).get(keys[i]));
                }
                return new GenericInternalRow(converted);
            };
        }
        // Integers, doubles, booleans and blobs need no conversion.
        return value -> value;
    }

    private static @Nullable Object convert(Converter converter, @Nullable Object value) {
        return value == null ? null : converter.convert(value);
    }

    InternalRow row(Record record) {
        Object[] values = new Object[names.length];
        for (int i = 0; i < names.length; i++) {
            values[i] = convert(converters[i], record.getValue(names[i]));
        }
        return new GenericInternalRow(values);
    }
}
