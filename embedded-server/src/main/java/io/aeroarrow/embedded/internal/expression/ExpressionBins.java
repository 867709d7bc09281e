package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.msgpack.CanonicalMsgpackWriter;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import org.jspecify.annotations.Nullable;

/** Converts between values of expressions and values of bins. */
final class ExpressionBins {
    private static final int GEOJSON_HEADER = 3;

    private ExpressionBins() {}

    /** The value as an element of a list or map; null if it is unknown. */
    static @Nullable ByteSlice toElement(ExpressionType type, ExpressionValue value) {
        if (value instanceof ExpressionValue.Nil) {
            CanonicalMsgpackWriter out = new CanonicalMsgpackWriter();
            out.nil();
            return ByteSlice.of(out.toByteArray());
        }
        BinValue bin = toBin(type, value);
        return bin == null ? null : bin.toElement();
    }

    /** The value as a bin's value; null for nil and for unknown. */
    static @Nullable BinValue toBin(ExpressionType type, ExpressionValue value) {
        if (value instanceof ExpressionValue.Bool bool) {
            return BinValue.of(bool.value());
        } else if (value instanceof ExpressionValue.Int number) {
            return BinValue.of(number.value());
        } else if (value instanceof ExpressionValue.Real number) {
            return BinValue.of(number.value());
        } else if (value instanceof ExpressionValue.Raw raw) {
            return new BinValue(type.particle(), raw.value());
        } else if (value instanceof ExpressionValue.Declared declared) {
            return new BinValue(declared.type().particle(), declared.value());
        } else if (value instanceof ExpressionValue.Geo geo) {
            return new BinValue(type.particle(), geoJson(geo.json()));
        }
        return null;
    }

    private static ByteSlice geoJson(ByteSlice text) {
        byte[] bin = new byte[GEOJSON_HEADER + text.length()];
        System.arraycopy(text.array(), text.offset(), bin, GEOJSON_HEADER, text.length());
        return ByteSlice.of(bin);
    }

    /** A bin's value as an expression of the type; unknown if it has another type. */
    static ExpressionValue ofBin(@Nullable BinValue bin, ExpressionType type) {
        if (bin == null) {
            return type == ExpressionType.NIL ? ExpressionValue.NIL : ExpressionValue.UNKNOWN;
        }
        return bin.particle() == type.particle() ? BinAccess.value(type, bin.value()) : ExpressionValue.UNKNOWN;
    }
}
