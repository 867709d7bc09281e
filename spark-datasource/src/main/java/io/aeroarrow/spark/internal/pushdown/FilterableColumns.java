package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand.BinValue;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

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

    /** Returns the filters of a column. For an unknown column, they select all records. */
    ColumnFilters of(String column) {
        StructField field = fields.get(column);
        // A filter would test the whole bin.
        if (field == null || TableColumns.isDerived(field)) {
            return new UnsupportedFilters();
        }
        return TableColumns.isMetadata(column) ? metadata(field) : bin(field);
    }

    /** Returns the type of a column that holds values of one type; empty for text of values of any type. */
    Optional<DataType> type(String column) {
        return Optional.ofNullable(fields.get(column))
                .filter(field -> !isOfAnyType(field.metadata()))
                .map(StructField::dataType);
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

    private ColumnFilters bin(StructField field) {
        Metadata metadata = field.metadata();
        BinValue bin = new BinValue(TableColumns.bin(field));
        DataType type = field.dataType();
        String binType = TableColumns.type(metadata, "");
        if (binType.equals(FieldMetadata.JSON_TYPE)) {
            return new OpaqueFilters(bin);
        } else if (binType.equals(FieldMetadata.TEXT_TYPE)) {
            return new TextFilters(bin, isLenient(metadata));
        }
        long[] bounds = INTEGERS.get(type);
        if (bounds != null) {
            return new IntegerFilters(bin, bounds[0], bounds[1]);
        } else if (type instanceof DayTimeIntervalType) {
            return new IntegerFilters(bin, Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type instanceof DecimalType decimal && decimal.scale() == 0) {
            return decimal(bin, decimal.precision());
        } else if (type.equals(DataTypes.DoubleType)) {
            return FloatFilters.doubles(bin, isLenient(metadata));
        } else if (type.equals(DataTypes.FloatType)) {
            return FloatFilters.floats(bin, isLenient(metadata));
        } else if (type.equals(DataTypes.BooleanType)) {
            return new BooleanFilters(bin);
        } else if (type.equals(DataTypes.StringType)) {
            return new StringFilters(bin, isLenient(metadata));
        }
        return type.equals(DataTypes.BinaryType) ? new BinaryFilters(bin) : new OpaqueFilters(bin);
    }

    /** Decimals with scale 0 are stored as integers. */
    private static ColumnFilters decimal(BinValue bin, int precision) {
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
