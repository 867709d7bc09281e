package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.model.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Reads the elements of decimal vectors: as integers, as text or as doubles. */
final class DecimalElements {

    private DecimalElements() {}

    /**
     * Returns the elements as integers; null if the vector's decimals have a fraction that is stored otherwise.
     *
     * @param field has the scale with which the values are written
     * @param storage how the vector's decimals with a fraction are stored; null if that is an error
     */
    static @Nullable IntToLongFunction integers(FieldVector vector, Field field, @Nullable DecimalStorage storage) {
        boolean fraction = DecimalStorage.isNeededFor(field.getType());
        if (fraction && require(field, storage) != DecimalStorage.SCALED) {
            return null;
        }
        int scale = fraction ? ((ArrowType.Decimal) field.getType()).getScale() : 0;
        IntFunction<BigDecimal> decimals = decimals(vector, field);
        return row -> {
            BigDecimal value = decimals.apply(row);
            try {
                return value.scaleByPowerOfTen(scale).longValueExact();
            } catch (ArithmeticException e) {
                throw new UnwritableValueException(field, value + " does not fit into the 64 bits of an integer bin");
            }
        };
    }

    /** Returns the elements of a vector with a fraction as text or doubles; null for other vectors. */
    static @Nullable IntFunction<Value> values(FieldVector vector, Field field, @Nullable DecimalStorage storage) {
        if (!DecimalStorage.isNeededFor(field.getType())) {
            return null;
        }
        IntFunction<BigDecimal> decimals = decimals(vector, field);
        return switch (require(field, storage)) {
            case TEXT -> row -> Value.of(decimals.apply(row).toPlainString());
            case DOUBLE -> row -> Value.of(decimals.apply(row).doubleValue());
            case SCALED -> null;
        };
    }

    private static DecimalStorage require(Field field, @Nullable DecimalStorage storage) {
        if (storage == null) {
            throw VectorValues.unsupported(
                    field,
                    "no bin type holds decimal fractions. Choose how to store them, with the metadata "
                            + FieldMetadata.DECIMAL_METADATA + ", Write.decimals or import --decimals: "
                            + Arrays.toString(DecimalStorage.values()));
        }
        return storage;
    }

    /** Returns the values with the scale of the field. */
    private static IntFunction<BigDecimal> decimals(FieldVector vector, Field field) {
        IntFunction<BigDecimal> own =
                vector instanceof DecimalVector small ? small::getObject : ((Decimal256Vector) vector)::getObject;
        int scale = ((ArrowType.Decimal) field.getType()).getScale();
        if (scale == ((ArrowType.Decimal) vector.getField().getType()).getScale()) {
            return own;
        }
        return row -> {
            BigDecimal value = own.apply(row);
            try {
                return value.setScale(scale, RoundingMode.UNNECESSARY);
            } catch (ArithmeticException e) {
                throw new UnwritableValueException(
                        field, value.toPlainString() + " has more than the " + scale + " decimal places of its column");
            }
        };
    }
}
