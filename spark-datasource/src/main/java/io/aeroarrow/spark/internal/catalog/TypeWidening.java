package io.aeroarrow.spark.internal.catalog;

import java.util.List;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.VarcharType;

/** Changes of a column's type that keep the meaning of stored values. */
final class TypeWidening {

    private static final List<DataType> INTEGERS =
            List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

    private TypeWidening() {}

    /** Returns whether each value that the old type writes is the same value of the new type. */
    static boolean isSafe(DataType from, DataType to) {
        if (from.equals(to)) {
            return true;
        } else if (INTEGERS.contains(from) && INTEGERS.contains(to)) {
            return INTEGERS.indexOf(from) <= INTEGERS.indexOf(to);
        } else if (from instanceof DecimalType old && to instanceof DecimalType wider) {
            return old.scale() == wider.scale() && old.precision() <= wider.precision();
        } else if (from instanceof VarcharType old && to instanceof VarcharType longer) {
            return old.length() <= longer.length();
        }
        boolean text = from instanceof VarcharType || from instanceof CharType;
        return (text && to.equals(DataTypes.StringType))
                || (from.equals(DataTypes.FloatType) && to.equals(DataTypes.DoubleType));
    }
}
