package io.aeroarrow.spark.internal.runtime;

import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.VarcharType;

/** Types that Spark 3.5 does not have. They are found by name. */
public final class NewerTypes {

    private static final String TIME = "org.apache.spark.sql.types.TimeType";
    /** Microseconds: the highest precision, and the one of a TIME without one. */
    private static final int TIME_DIGITS = 6;

    private NewerTypes() {}

    /** Returns whether a type is TIME, which Spark has from 4.1 on. Its values are nanoseconds since midnight. */
    public static boolean isTime(DataType type) {
        return type.getClass().getName().equals(TIME);
    }

    /** Returns whether a type is a string that Spark compares in another way than by its bytes. */
    public static boolean isCollated(DataType type) {
        return type instanceof StringType
                && !type.equals(DataTypes.StringType)
                && !(type instanceof CharType)
                && !(type instanceof VarcharType);
    }

    /**
     * Returns the type TIME.
     *
     * @throws IllegalArgumentException if this Spark does not have it
     */
    static DataType time() {
        try {
            return Class.forName(TIME)
                    .asSubclass(DataType.class)
                    .getConstructor(int.class)
                    .newInstance(TIME_DIGITS);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "the type TIME needs Spark 4.1 or later; read the column as BIGINT, which is nanoseconds", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of Spark has an unknown form of the type TIME", e);
        }
    }
}
