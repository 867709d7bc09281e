package io.aeroarrow.spark.internal.runtime;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VarcharType;

/** The SQL functions {@code partition_of(set, key)} and {@code partition_of(digest)}: a record's partition, 0 to 4095. */
public final class PartitionFunction implements UnboundFunction {

    private static final long serialVersionUID = 1;

    public static final String NAME = "partition_of";

    private static final String USE =
            NAME + "(set, key) with a string and an integer, string or binary, or " + NAME + "(digest) with a binary";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return USE + ": the record's Aerospike partition, 0 to 4095";
    }

    /**
     * Binds the function to argument types.
     *
     * @throws UnsupportedOperationException if the types are not supported; the message lists the supported ones
     */
    @Override
    public BoundFunction bind(StructType arguments) {
        DataType[] types =
                Arrays.stream(arguments.fields()).map(StructField::dataType).toArray(DataType[]::new);
        boolean digest = types.length == 1 && types[0] instanceof BinaryType;
        boolean key = types.length == 2 && isText(types[0]) && isKey(types[1]);
        if (!digest && !key) {
            throw new UnsupportedOperationException("use " + USE + "; it was called with " + Arrays.toString(types));
        }
        return new Bound(types);
    }

    private static boolean isText(DataType type) {
        return type instanceof StringType || type instanceof VarcharType;
    }

    private static boolean isKey(DataType type) {
        return isText(type)
                || type instanceof BinaryType
                || type instanceof LongType
                || type instanceof IntegerType
                || type instanceof ShortType
                || type instanceof ByteType
                || (type instanceof DecimalType decimal && decimal.scale() == 0);
    }

    /** The function bound to argument types. The last argument is the key or digest. */
    private static final class Bound implements ScalarFunction<Integer> {

        private static final long serialVersionUID = 1;

        private final DataType[] types;

        Bound(DataType[] types) {
            this.types = types;
        }

        @Override
        public DataType[] inputTypes() {
            return types.clone();
        }

        @Override
        public DataType resultType() {
            return DataTypes.IntegerType;
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String canonicalName() {
            return "io.aeroarrow." + NAME + Arrays.toString(types);
        }

        @Override
        @SuppressWarnings("NullAway") // Spark's interface has no nullness annotations; a null argument gives null
        public Integer produceResult(InternalRow arguments) {
            int last = types.length - 1;
            if (arguments.isNullAt(0) || arguments.isNullAt(last)) {
                return null;
            }
            String set = last == 0 ? "" : arguments.getUTF8String(0).toString();
            return new PartitionOfKey(set, last == 0).call(arguments.get(last, types[last]));
        }
    }
}
