package io.aeroarrow.files.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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

/** What has been seen at one place of JSON, and the type that holds all of it. Unlike things become JSON text. */
final class JsonShape {

    private enum Kind {
        BOOL,
        INT64,
        /** Integers of more than 64 bits. */
        LONGER,
        FLOAT64,
        /** NaN and infinities, which JSON has as strings only. */
        NOT_FINITE,
        TEXT,
        LIST,
        OBJECT
    }

    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final Map<String, JsonShape> fields = new LinkedHashMap<>();
    private @Nullable JsonShape elements;

    /** Looks at the value at the parser's token, and leaves the parser at its last one. */
    void see(JsonParser in) throws IOException {
        switch (in.currentToken()) {
            case VALUE_NULL -> {}
            case VALUE_TRUE, VALUE_FALSE -> kinds.add(Kind.BOOL);
            case VALUE_NUMBER_INT ->
                kinds.add(in.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? Kind.LONGER : Kind.INT64);
            case VALUE_NUMBER_FLOAT -> kinds.add(Kind.FLOAT64);
            case VALUE_STRING -> kinds.add(NOT_FINITE.contains(in.getText()) ? Kind.NOT_FINITE : Kind.TEXT);
            case START_ARRAY -> {
                kinds.add(Kind.LIST);
                if (elements == null) {
                    elements = new JsonShape();
                }
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    elements.see(in);
                }
            }
            case START_OBJECT -> {
                kinds.add(Kind.OBJECT);
                seeFields(in);
            }
            default -> throw new IllegalArgumentException("a value was expected, not " + in.currentToken());
        }
    }

    private void seeFields(JsonParser in) throws IOException {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            JsonShape field = fields.computeIfAbsent(in.currentName(), name -> new JsonShape());
            in.nextToken();
            field.see(in);
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
        fields.forEach((name, shape) -> all.add(shape.field(name)));
        return all;
    }

    private ArrowType scalar() {
        if (kinds.equals(EnumSet.of(Kind.BOOL))) {
            return ArrowType.Bool.INSTANCE;
        }
        if (kinds.equals(EnumSet.of(Kind.INT64))) {
            return new ArrowType.Int(Long.SIZE, true);
        }
        boolean numbers = kinds.contains(Kind.FLOAT64) || kinds.contains(Kind.INT64);
        if (numbers && EnumSet.of(Kind.INT64, Kind.FLOAT64, Kind.NOT_FINITE).containsAll(kinds)) {
            return new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
        }
        return ArrowType.Utf8.INSTANCE;
    }
}
