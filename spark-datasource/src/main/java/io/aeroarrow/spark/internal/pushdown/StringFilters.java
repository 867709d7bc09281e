package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Filters for a string column. It reads lists, maps and GeoJSON as JSON text. Spark and servers compare strings by bytes. */
record StringFilters(StoredValue bin, boolean lenient) implements ColumnFilters {

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
            case EQUAL ->
                mayBeJson(text) ? RecordSelection.superset(strings.or(json())) : RecordSelection.exactly(strings);
            case NOT_EQUAL -> RecordSelection.of(strings.or(json()), lenient && !mayBeJson(text));
            default -> RecordSelection.superset(strings.or(json()));
        };
    }

    @Override
    public RecordSelection anyOf(List<Object> literals) {
        RecordSelection list = list(bin, literals, StringFilters::mayBeJson);
        return list == null ? ColumnFilters.super.anyOf(literals) : list;
    }

    /**
     * Returns a test of a list of texts; null if one of them cannot be a filter's literal, or may be the JSON of another value.
     *
     * @param mayBeJson whether a text may be the JSON of a value that is no string
     */
    static @Nullable RecordSelection list(StoredValue bin, List<Object> literals, Predicate<String> mayBeJson) {
        List<Value> texts = new ArrayList<>();
        for (Object literal : literals) {
            String text = literal.toString();
            if (!(literal instanceof UTF8String utf8)
                    || !UTF8String.fromString(text).equals(utf8)
                    || mayBeJson.test(text)) {
                return null;
            }
            texts.add(Value.of(text));
        }
        return RecordSelection.superset(new Filter.MayBeIn(bin, texts));
    }

    @Override
    public RecordSelection startsWith(String prefix) {
        Filter strings = bin.startsWith(prefix);
        return mayBeJson(prefix) ? RecordSelection.superset(strings.or(json())) : RecordSelection.of(strings, lenient);
    }

    /** Returns whether the JSON text of a list, map or GeoJSON can start like a text. */
    private static boolean mayBeJson(String text) {
        return text.isEmpty() || text.charAt(0) == '[' || text.charAt(0) == '{' || text.charAt(0) <= ' ';
    }

    private Filter json() {
        return bin.hasType(BinType.LIST).or(bin.hasType(BinType.MAP)).or(bin.hasType(BinType.GEOJSON));
    }

    @Override
    public RecordSelection isNull() {
        Filter shown = bin.hasType(BinType.STRING).or(json());
        return lenient ? RecordSelection.exactly(Filter.not(shown)) : RecordSelection.any();
    }

    @Override
    public RecordSelection isNotNull() {
        return RecordSelection.of(bin.hasType(BinType.STRING).or(json()), lenient);
    }
}
