package io.aeroarrow.spark.pushdown;

import io.aeroarrow.model.BinType;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand.BinValue;
import io.aeroarrow.model.Value;
import org.apache.spark.unsafe.types.UTF8String;

/** A column of strings, which shows lists, maps and GeoJSON as JSON text. Strings compare by their bytes, here as there. */
record TextTests(BinValue bin, boolean lenient) implements ColumnTests {

    @Override
    public Selection compare(ComparisonOperator operator, Object literal) {
        if (!(literal instanceof UTF8String utf8)) {
            return isNotNull().inexact();
        }
        String text = utf8.toString();
        if (!UTF8String.fromString(text).equals(utf8)) {
            // Bytes that are no text, which a filter does not hold.
            return isNotNull().inexact();
        }
        Filter strings = bin.compare(operator, Value.of(text));
        return switch (operator) {
            case EQUAL -> mayBeJson(text) ? Selection.within(strings.or(json())) : Selection.exactly(strings);
            case NOT_EQUAL -> Selection.of(strings.or(json()), lenient && !mayBeJson(text));
            default -> Selection.within(strings.or(json()));
        };
    }

    @Override
    public Selection startsWith(String prefix) {
        Filter strings = bin.startsWith(prefix);
        return mayBeJson(prefix) ? Selection.within(strings.or(json())) : Selection.of(strings, lenient);
    }

    /** Whether the text of a list, map or GeoJSON may start like this. */
    private static boolean mayBeJson(String text) {
        return text.isEmpty() || text.charAt(0) == '[' || text.charAt(0) == '{' || text.charAt(0) <= ' ';
    }

    private Filter json() {
        return bin.hasType(BinType.LIST).or(bin.hasType(BinType.MAP)).or(bin.hasType(BinType.GEOJSON));
    }

    @Override
    public Selection isNull() {
        Filter shown = bin.hasType(BinType.STRING).or(json());
        return lenient ? Selection.exactly(Filter.not(shown)) : Selection.any();
    }

    @Override
    public Selection isNotNull() {
        return Selection.of(bin.hasType(BinType.STRING).or(json()), lenient);
    }
}
