package io.aeroarrow.files.internal.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Checks whether a column can be read as the Arrow field it was written from. A dictionary becomes its value type. */
final class OriginalField {

    private OriginalField() {}

    /**
     * Returns the original field; empty if it does not fit.
     *
     * @param original the field in the stored Arrow schema
     * @param plain the field derived from the Parquet type alone
     */
    static Optional<Field> of(Field original, Field plain) {
        ArrowType type = original.getType() instanceof ArrowType.ExtensionType extension
                ? extension.storageType()
                : original.getType();
        List<Field> children = new ArrayList<>();
        if (plain.getType() instanceof ArrowType.Struct || plain.getChildren().size() == 1) {
            if (original.getChildren().size() != plain.getChildren().size()) {
                return Optional.empty();
            }
            for (int i = 0; i < plain.getChildren().size(); i++) {
                Optional<Field> child =
                        of(original.getChildren().get(i), plain.getChildren().get(i));
                if (child.isEmpty()) {
                    return Optional.empty();
                }
                children.add(child.get());
            }
        }
        if (!fits(type, plain.getType())) {
            return Optional.empty();
        }
        boolean nullable = original.isNullable() || plain.isNullable();
        return Optional.of(new Field(
                original.getName(),
                new FieldType(nullable, original.getType(), null, original.getMetadata()),
                children));
    }

    private static boolean fits(ArrowType original, ArrowType plain) {
        if (original.equals(plain)) {
            return true;
        }
        if (plain instanceof ArrowType.Utf8) {
            return original instanceof ArrowType.LargeUtf8 || original instanceof ArrowType.Utf8View;
        }
        if (plain instanceof ArrowType.Binary) {
            return original instanceof ArrowType.LargeBinary || original instanceof ArrowType.BinaryView;
        }
        if (plain instanceof ArrowType.Date) {
            return original instanceof ArrowType.Date;
        }
        if (plain instanceof ArrowType.Int integer) {
            return original instanceof ArrowType.Duration && integer.equals(new ArrowType.Int(Long.SIZE, true));
        }
        if (plain instanceof ArrowType.Time time) {
            return time.getUnit() == TimeUnit.MILLISECOND
                    && original.equals(new ArrowType.Time(TimeUnit.SECOND, Integer.SIZE));
        }
        if (plain instanceof ArrowType.Timestamp read && original instanceof ArrowType.Timestamp wanted) {
            return isZoned(read) == isZoned(wanted)
                    && (read.getUnit() == wanted.getUnit()
                            || (read.getUnit() == TimeUnit.MILLISECOND && wanted.getUnit() == TimeUnit.SECOND));
        }
        if (plain instanceof ArrowType.Decimal read && original instanceof ArrowType.Decimal wanted) {
            // Arrow Java has no vectors for decimals of 32 and 64 bits.
            return read.getPrecision() == wanted.getPrecision()
                    && read.getScale() == wanted.getScale()
                    && wanted.getBitWidth() >= 128;
        }
        if (plain instanceof ArrowType.List) {
            return original instanceof ArrowType.LargeList || original instanceof ArrowType.FixedSizeList;
        }
        return plain instanceof ArrowType.Map && original instanceof ArrowType.Map;
    }

    private static boolean isZoned(ArrowType.Timestamp type) {
        return type.getTimezone() != null && !type.getTimezone().isEmpty();
    }
}
