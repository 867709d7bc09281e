package io.aeroarrow.embedded.internal.udf;

import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text of a value, as {@code tostring} shows it. */
final class UdfText {
    private static final int DOUBLE_DIGITS = 16;

    private UdfText() {}

    static String of(@Nullable Object value) {
        if (value == null) {
            return "NIL";
        } else if (value instanceof String text) {
            return '"' + text + '"';
        } else if (value instanceof Double real) {
            return real(real);
        } else if (value instanceof UdfList list) {
            return list.items().stream().map(UdfText::of).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof UdfMap map) {
            return map.entries().entrySet().stream()
                    .map(entry -> of(entry.getKey()) + ":" + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (value instanceof UdfBytes bytes) {
            return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes.copy());
        } else if (value instanceof UdfGeoJson geo) {
            return geo.json();
        }
        return value.toString();
    }

    /** The C format {@code %.16g}. */
    private static String real(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String exact = String.format(Locale.ROOT, "%." + (DOUBLE_DIGITS - 1) + "e", value);
        int exponent = Integer.parseInt(exact.substring(exact.indexOf('e') + 1));
        boolean plain = exponent >= -4 && exponent < DOUBLE_DIGITS;
        if (plain) {
            return withoutZeros(String.format(Locale.ROOT, "%." + (DOUBLE_DIGITS - 1 - exponent) + "f", value));
        }
        int end = exact.indexOf('e');
        return withoutZeros(exact.substring(0, end)) + exact.substring(end);
    }

    private static String withoutZeros(String digits) {
        if (digits.indexOf('.') < 0) {
            return digits;
        }
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, digits.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
