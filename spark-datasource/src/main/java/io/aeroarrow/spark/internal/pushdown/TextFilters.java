package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.unsafe.types.UTF8String;

/** Filters for a column that reads values of any type as text: strings unchanged, all other values as JSON. */
record TextFilters(StoredValue bin, boolean lenient) implements ColumnFilters {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?");

    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    @Override
    public RecordSelection compare(ComparisonOperator operator, Object literal) {
        if (!(literal instanceof UTF8String utf8)) {
            return isNotNull().inexact();
        }
        String text = utf8.toString();
        if (!UTF8String.fromString(text).equals(utf8)) {
            // A filter cannot hold invalid UTF-8.
            return isNotNull().inexact();
        }
        Filter strings = bin.compare(operator, Value.of(text));
        return switch (operator) {
            case EQUAL -> equal(text, strings);
            case NOT_EQUAL -> RecordSelection.of(strings.or(noString()), lenient && !isJson(text));
            default -> RecordSelection.superset(strings.or(noString()));
        };
    }

    @Override
    public RecordSelection anyOf(List<Object> literals) {
        RecordSelection list = StringFilters.list(bin, literals, TextFilters::isJson);
        return list == null ? ColumnFilters.super.anyOf(literals) : list;
    }

    private RecordSelection equal(String text, Filter strings) {
        if (INTEGER.matcher(text).matches()) {
            return RecordSelection.exactly(strings.or(bin.equalTo(Long.parseLong(text))));
        }
        return isJson(text) ? RecordSelection.superset(strings.or(noString())) : RecordSelection.exactly(strings);
    }

    @Override
    public RecordSelection startsWith(String prefix) {
        Filter strings = bin.startsWith(prefix);
        boolean startsJson = prefix.isEmpty()
                || startsJsonValue(prefix.charAt(0))
                || Character.isDigit(prefix.charAt(0))
                || prefix.charAt(0) == '-'
                || "true".startsWith(prefix)
                || "false".startsWith(prefix);
        return startsJson ? RecordSelection.superset(strings.or(noString())) : RecordSelection.of(strings, lenient);
    }

    /** Returns whether a text can be the JSON of a value that is no string. */
    private static boolean isJson(String text) {
        return text.isEmpty()
                || startsJsonValue(text.charAt(0))
                || text.equals("true")
                || text.equals("false")
                || NUMBER.matcher(text).matches();
    }

    /** Returns whether a list, map, GeoJSON or quoted value can start with a character. */
    private static boolean startsJsonValue(char first) {
        return first == '[' || first == '{' || first == '"' || first <= ' ';
    }

    private Filter noString() {
        return bin.exists().and(Filter.not(bin.hasType(BinType.STRING)));
    }

    @Override
    public RecordSelection isNull() {
        return lenient ? RecordSelection.exactly(Filter.not(bin.exists())) : RecordSelection.any();
    }

    @Override
    public RecordSelection isNotNull() {
        return RecordSelection.of(bin.exists(), lenient);
    }
}
