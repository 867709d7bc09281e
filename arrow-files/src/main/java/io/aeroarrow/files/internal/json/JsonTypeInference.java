package io.aeroarrow.files.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aeroarrow.files.internal.text.ExactText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/** Infers the type that holds all JSON values added. Values of different kinds become JSON text. */
final class JsonTypeInference {

    private enum Kind {
        BOOL,
        /** Integers that a double keeps. */
        INT64,
        /** Other integers of 64 bits. */
        WIDE_INT64,
        /** Integers of more than 64 bits. */
        BIG_INTEGER,
        FLOAT64,
        /** Numbers with more digits than a double keeps, or beyond its range. */
        LONG_FRACTION,
        /** NaN and infinities, which JSON can hold only as strings. */
        NOT_FINITE,
        TEXT,
        LIST,
        OBJECT
    }

    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final Map<String, JsonTypeInference> fields = new LinkedHashMap<>();
    private @Nullable JsonTypeInference elements;

    static boolean isNotFinite(String text) {
        return NOT_FINITE.contains(text);
    }

    /** Adds the value at the parser's token. Leaves the parser at the last token of the value. */
    void add(JsonParser in) throws IOException {
        switch (in.currentToken()) {
            case VALUE_NULL -> {}
            case VALUE_TRUE, VALUE_FALSE -> kinds.add(Kind.BOOL);
            case VALUE_NUMBER_INT -> addInteger(in);
            case VALUE_NUMBER_FLOAT -> kinds.add(ExactText.isDouble(in.getText()) ? Kind.FLOAT64 : Kind.LONG_FRACTION);
            case VALUE_STRING -> kinds.add(NOT_FINITE.contains(in.getText()) ? Kind.NOT_FINITE : Kind.TEXT);
            case START_ARRAY -> {
                kinds.add(Kind.LIST);
                if (elements == null) {
                    elements = new JsonTypeInference();
                }
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(in);
                }
            }
            case START_OBJECT -> {
                kinds.add(Kind.OBJECT);
                addFields(in);
            }
            default -> throw new IllegalArgumentException(in.currentToken() + " is not the start of a JSON value");
        }
    }

    private void addInteger(JsonParser in) throws IOException {
        if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            kinds.add(Kind.BIG_INTEGER);
        } else {
            kinds.add(ExactText.isDouble(in.getText()) ? Kind.INT64 : Kind.WIDE_INT64);
        }
    }

    private void addFields(JsonParser in) throws IOException {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            ExactText.utf8(in.currentName());
            JsonTypeInference field = fields.computeIfAbsent(in.currentName(), name -> new JsonTypeInference());
            in.nextToken();
            field.add(in);
        }
    }

    Field field(String name) {
        if (kinds.equals(EnumSet.of(Kind.LIST)) && elements != null) {
            return new Field(name, FieldType.nullable(ArrowType.List.INSTANCE), List.of(elements.field("item")));
        }
        if (kinds.equals(EnumSet.of(Kind.OBJECT)) && !fields.isEmpty()) {
            return new Field(name, FieldType.nullable(ArrowType.Struct.INSTANCE), fields());
        }
        return Field.nullable(name, scalar());
    }

    List<Field> fields() {
        List<Field> all = new ArrayList<>();
        fields.forEach((name, type) -> all.add(type.field(name)));
        return all;
    }

    private ArrowType scalar() {
        if (kinds.equals(EnumSet.of(Kind.BOOL))) {
            return ArrowType.Bool.INSTANCE;
        }
        if (!kinds.isEmpty() && EnumSet.of(Kind.INT64, Kind.WIDE_INT64).containsAll(kinds)) {
            return new ArrowType.Int(Long.SIZE, true);
        }
        boolean numbers = kinds.contains(Kind.FLOAT64) || kinds.contains(Kind.INT64);
        if (numbers && EnumSet.of(Kind.INT64, Kind.FLOAT64, Kind.NOT_FINITE).containsAll(kinds)) {
            return new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
        }
        return ArrowType.Utf8.INSTANCE;
    }
}
