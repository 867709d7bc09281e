package io.aeroarrow.spark.pushdown;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.filter.Operand.BinValue;
import io.aeroarrow.spark.type.TableColumns;
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

/** The columns that predicates may be about, and how to test each: what a type decodes from is what decides. */
final class TestedColumns {

    static final String KEY = "__key";
    static final String DIGEST = "__digest";
    static final String PARTITION = "__partition";

    private static final String SET = "__set";
    private static final String EXPIRY = "__expiry";
    private static final String TYPE = "aerospike.type";
    private static final String ON_MISMATCH = "aerospike.onMismatch";

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
     * @param columns all that can be read, record metadata included
     * @param onMismatch the policy of columns without one of their own
     */
    TestedColumns(StructType columns, OnMismatch onMismatch) {
        this.onMismatch = onMismatch;
        Arrays.stream(columns.fields()).forEach(field -> fields.put(field.name(), field));
    }

    /** How to test a column; there is nothing to test it by if servers know nothing about it. */
    ColumnTests of(String column) {
        StructField field = fields.get(column);
        if (field == null) {
            return new UnknownTests();
        }
        return TableColumns.isMetadata(column) ? metadata(field) : bin(field);
    }

    Optional<DataType> type(String column) {
        return Optional.ofNullable(fields.get(column)).map(StructField::dataType);
    }

    private static ColumnTests metadata(StructField field) {
        boolean instant = field.dataType().equals(DataTypes.TimestampType);
        return switch (field.name()) {
            case KEY -> new MetadataTests.StoredKey();
            case SET -> new MetadataTests.SetName();
            case EXPIRY -> instant ? new MetadataTests.Expiry() : new UnknownTests();
            default -> new UnknownTests();
        };
    }

    private ColumnTests bin(StructField field) {
        Metadata metadata = field.metadata();
        BinValue bin = new BinValue(TableColumns.bin(field));
        DataType type = field.dataType();
        if (metadata.contains(TYPE) && metadata.getString(TYPE).equals("json")) {
            return new OpaqueTests(bin);
        }
        long[] bounds = INTEGERS.get(type);
        if (bounds != null) {
            return new IntegerTests(bin, bounds[0], bounds[1]);
        } else if (type instanceof DayTimeIntervalType) {
            return new IntegerTests(bin, Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type instanceof DecimalType decimal && decimal.scale() == 0) {
            return decimal(bin, decimal.precision());
        } else if (type.equals(DataTypes.DoubleType)) {
            return RealTests.doubles(bin, isLenient(metadata));
        } else if (type.equals(DataTypes.FloatType)) {
            return RealTests.floats(bin, isLenient(metadata));
        } else if (type.equals(DataTypes.BooleanType)) {
            return new BoolTests(bin);
        } else if (type.equals(DataTypes.StringType)) {
            return new TextTests(bin, isLenient(metadata));
        }
        return type.equals(DataTypes.BinaryType) ? new BinaryTests(bin) : new OpaqueTests(bin);
    }

    /** Decimals are stored as integers. */
    private static ColumnTests decimal(BinValue bin, int precision) {
        BigInteger most = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);
        boolean all = most.bitLength() >= Long.SIZE;
        long bound = all ? Long.MAX_VALUE : most.longValueExact();
        return new IntegerTests(bin, all ? Long.MIN_VALUE : -bound, bound);
    }

    private boolean isLenient(Metadata metadata) {
        return metadata.contains(ON_MISMATCH)
                ? metadata.getString(ON_MISMATCH).equalsIgnoreCase(OnMismatch.FAIL.name())
                : onMismatch == OnMismatch.FAIL;
    }

    static Filter ofSet(String set) {
        return Filter.setName().equalTo(set);
    }
}
