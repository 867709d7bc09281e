package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand.BinValue;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.spark.internal.runtime.NewerTypes;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.YearMonthIntervalType;
import org.jspecify.annotations.Nullable;

/** The columns of a table and their filters. The types of bins that a column can read determine its filters. */
final class FilterableColumns {

    private static final Map<DataType, long[]> INTEGERS = Map.of(
            DataTypes.ByteType, new long[] {Byte.MIN_VALUE, Byte.MAX_VALUE},
            DataTypes.ShortType, new long[] {Short.MIN_VALUE, Short.MAX_VALUE},
            DataTypes.IntegerType, new long[] {Integer.MIN_VALUE, Integer.MAX_VALUE},
            DataTypes.DateType, new long[] {Integer.MIN_VALUE, Integer.MAX_VALUE},
            DataTypes.LongType, new long[] {Long.MIN_VALUE, Long.MAX_VALUE},
            DataTypes.TimestampType, new long[] {Long.MIN_VALUE, Long.MAX_VALUE},
            DataTypes.TimestampNTZType, new long[] {Long.MIN_VALUE, Long.MAX_VALUE});

    private final Map<String, StructField> fields = new HashMap<>();
    private final OnMismatch onMismatch;

    /**
     * Creates the filters of columns.
     *
     * @param columns all readable columns, including record metadata
     * @param onMismatch the policy of columns without their own
     */
    FilterableColumns(StructType columns, OnMismatch onMismatch) {
        this.onMismatch = onMismatch;
        Arrays.stream(columns.fields()).forEach(field -> fields.put(field.name(), field));
    }

    /** Returns the filters of a column or of a field in a struct. For unknown ones, they select all records. */
    ColumnFilters of(ColumnPath path) {
        StructField column = fields.get(path.column());
        // A filter would test the whole bin of a derived column.
        if (column == null || TableColumns.isDerived(column)) {
            return new UnsupportedFilters();
        } else if (TableColumns.isMetadata(path.column())) {
            return path.isColumn() ? metadata(column) : new UnsupportedFilters();
        }
        boolean lenient = isLenient(column.metadata());
        BinValue bin = new BinValue(TableColumns.bin(column));
        if (path.isColumn()) {
            return value(bin, column, lenient);
        }
        StructField field = field(column, path.fields());
        if (field == null) {
            return new UnsupportedFilters();
        }
        StoredValue value = bin;
        for (String name : path.fields()) {
            value = value.key(name);
        }
        ColumnFilters filters = value(value, field, lenient);
        return lenient ? filters : new NestedFilters(filters);
    }

    /** Returns the filters of an element of a list; null if the path is not a list that is stored as one. */
    @Nullable
    ColumnFilters ofElement(ColumnPath path, int index, boolean failsOutside) {
        StructField column = fields.get(path.column());
        if (column == null || TableColumns.isDerived(column) || TableColumns.isMetadata(path.column())) {
            return null;
        }
        StructField list = field(column, path.fields());
        if (list == null || isOfAnyType(list.metadata()) || !(list.dataType() instanceof ArrayType array)) {
            return null;
        }
        StoredValue value = new BinValue(TableColumns.bin(column));
        for (String name : path.fields()) {
            value = value.key(name);
        }
        StructField element =
                DataTypes.createStructField("element", array.elementType(), array.containsNull(), Metadata.empty());
        ColumnFilters filters = value(value.index(index), element, isLenient(column.metadata()));
        return new ElementFilters(value, index, failsOutside, filters);
    }

    /** Returns the type of a value if it has one type; empty for text of values of any type. */
    Optional<DataType> type(ColumnPath path) {
        return Optional.ofNullable(fields.get(path.column()))
                .flatMap(column -> Optional.ofNullable(field(column, path.fields())))
                .filter(field -> !isOfAnyType(field.metadata()))
                .map(StructField::dataType);
    }

    /** Returns a field in the structs of a column, or the column itself; null if there is none. */
    private static @Nullable StructField field(StructField column, List<String> names) {
        StructField field = column;
        for (String name : names) {
            StructField next = field.dataType() instanceof StructType struct && !isOfAnyType(field.metadata())
                    ? Arrays.stream(struct.fields())
                            .filter(each -> each.name().equals(name))
                            .findFirst()
                            .orElse(null)
                    : null;
            if (next == null || TableColumns.isDerived(next)) {
                return null;
            }
            field = next;
        }
        return field;
    }

    private static boolean isOfAnyType(Metadata metadata) {
        return TableColumns.isJsonType(TableColumns.type(metadata, ""));
    }

    private static ColumnFilters metadata(StructField field) {
        boolean instant = field.dataType().equals(DataTypes.TimestampType);
        MetadataColumn column = MetadataColumn.named(field.name());
        if (column == null) {
            return new UnsupportedFilters();
        }
        return switch (column) {
            case KEY ->
                isOfAnyType(field.metadata()) ? new UnsupportedFilters() : new MetadataFilters.KeyColumnOfScan();
            case SET -> new MetadataFilters.SetColumn();
            case EXPIRY -> instant ? new MetadataFilters.ExpiryColumn() : new UnsupportedFilters();
            default -> new UnsupportedFilters();
        };
    }

    /**
     * Returns the filters of a bin or of a value in its map.
     *
     * @param field the column of the bin, or the field of the value
     * @param lenient see {@link ColumnFilters}
     */
    private static ColumnFilters value(StoredValue bin, StructField field, boolean lenient) {
        DataType type = field.dataType();
        String binType = TableColumns.type(field.metadata(), "");
        if (binType.equals(FieldMetadata.JSON_TYPE) || NewerTypes.isCollated(type)) {
            return new OpaqueFilters(bin);
        } else if (binType.equals(FieldMetadata.TEXT_TYPE)) {
            return new TextFilters(bin, lenient);
        }
        long[] bounds = INTEGERS.get(type);
        if (bounds != null) {
            return new IntegerFilters(bin, bounds[0], bounds[1]);
        } else if (type instanceof DayTimeIntervalType || NewerTypes.isTime(type)) {
            return new IntegerFilters(bin, Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type instanceof YearMonthIntervalType) {
            return new IntegerFilters(bin, Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type instanceof DecimalType decimal && decimal.scale() == 0) {
            return decimal(bin, decimal.precision());
        } else if (type.equals(DataTypes.DoubleType)) {
            return FloatFilters.doubles(bin, lenient);
        } else if (type.equals(DataTypes.FloatType)) {
            return FloatFilters.floats(bin, lenient);
        } else if (type.equals(DataTypes.BooleanType)) {
            return new BooleanFilters(bin);
        } else if (type.equals(DataTypes.StringType)) {
            return new StringFilters(bin, lenient);
        }
        return type.equals(DataTypes.BinaryType) ? new BinaryFilters(bin) : new OpaqueFilters(bin);
    }

    /** Decimals with scale 0 are stored as integers. */
    private static ColumnFilters decimal(StoredValue bin, int precision) {
        BigInteger most = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);
        boolean all = most.bitLength() >= Long.SIZE;
        long bound = all ? Long.MAX_VALUE : most.longValueExact();
        return new IntegerFilters(bin, all ? Long.MIN_VALUE : -bound, bound);
    }

    private boolean isLenient(Metadata metadata) {
        return TableColumns.onMismatch(metadata, onMismatch.name()).equalsIgnoreCase(OnMismatch.FAIL.name());
    }

    static Filter ofSet(String set) {
        return Filter.setName().equalTo(set);
    }
}
