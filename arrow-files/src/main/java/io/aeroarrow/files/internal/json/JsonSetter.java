package io.aeroarrow.files.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aeroarrow.files.internal.column.FieldVectors;
import io.aeroarrow.files.internal.text.ConversionErrors;
import io.aeroarrow.files.internal.text.ExactText;
import io.aeroarrow.files.internal.text.ScalarSetter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Field;

/** Sets a column's value from the JSON value at the parser's token. Leaves the parser at the last token of the value. */
@FunctionalInterface
public interface JsonSetter {

    void set(int index, JsonParser in) throws IOException;

    /**
     * Returns the setter of a column.
     *
     * @param skipUnknownFields whether a key without a field in its struct is skipped; otherwise it is an error
     */
    static JsonSetter of(FieldVector column, boolean skipUnknownFields) {
        Field field = column.getField();
        if (field.getDictionary() != null) {
            throw new IllegalArgumentException("column " + field.getName()
                    + " is dictionary-encoded; the file holds the values. Declare the type of the values.");
        }
        FieldVector vector = FieldVectors.storage(column);
        if (vector instanceof NullVector) {
            return (index, in) -> {
                if (in.currentToken() != JsonToken.VALUE_NULL) {
                    throw new IllegalArgumentException("a column of type null can hold only null");
                }
            };
        }
        JsonSetter values = ofValues(vector, skipUnknownFields);
        return (index, in) -> {
            if (in.currentToken() != JsonToken.VALUE_NULL) {
                values.set(index, in);
            } else if (field.isNullable()) {
                vector.setNull(index);
            } else {
                throw new IllegalArgumentException(field.getName() + " is null, and the field is not nullable");
            }
        };
    }

    private static JsonSetter ofValues(FieldVector vector, boolean skipUnknownFields) {
        if (vector instanceof StructVector struct) {
            return ofStruct(struct, skipUnknownFields);
        }
        if (vector instanceof MapVector map) {
            return ofMap(map, skipUnknownFields);
        }
        if (vector instanceof ListVector list) {
            JsonSetter elements = of(list.getDataVector(), skipUnknownFields);
            return (index, in) -> list.endValue(index, elements(list.startNewValue(index), elements, in));
        }
        if (vector instanceof LargeListVector list) {
            JsonSetter elements = of(list.getDataVector(), skipUnknownFields);
            return (index, in) ->
                    list.endValue(index, elements(Math.toIntExact(list.startNewValue((long) index)), elements, in));
        }
        if (vector instanceof FixedSizeListVector list) {
            JsonSetter elements = of(list.getDataVector(), skipUnknownFields);
            return (index, in) -> {
                int count = elements(list.startNewValue(index), elements, in);
                if (count != list.getListSize()) {
                    throw new IllegalArgumentException(
                            "the list has " + count + " elements; the type needs " + list.getListSize());
                }
            };
        }
        return skipUnknownFields ? ofScalar(vector) : exact(vector, ofScalar(vector));
    }

    /** Fails for values that an inferred type would change, such as the string "007" in a column of integers. */
    private static JsonSetter exact(FieldVector vector, JsonSetter setter) {
        return (index, in) -> {
            boolean keeps = switch (in.currentToken()) {
                case VALUE_STRING ->
                    switch (vector.getMinorType()) {
                        case BIGINT, BIT -> false;
                        case FLOAT8 -> JsonTypeInference.isNotFinite(in.getText());
                        default -> true;
                    };
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    !(vector instanceof Float8Vector) || ExactText.isDouble(in.getText());
                default -> true;
            };
            if (!keeps) {
                throw ConversionErrors.of(in.getText(), vector.getField().getType(), new NumberFormatException());
            }
            setter.set(index, in);
        };
    }

    private static int elements(int start, JsonSetter elements, JsonParser in) throws IOException {
        require(in, JsonToken.START_ARRAY, "list");
        int index = start;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            elements.set(index++, in);
        }
        return index - start;
    }

    private static JsonSetter ofScalar(FieldVector vector) {
        ScalarSetter text = ScalarSetter.of(vector);
        boolean isText = switch (vector.getMinorType()) {
            case VARCHAR, LARGEVARCHAR, VIEWVARCHAR -> true;
            default -> false;
        };
        return (index, in) -> {
            JsonToken token = in.currentToken();
            if (token == JsonToken.VALUE_NUMBER_INT && vector instanceof BigIntVector integers) {
                integers.setSafe(index, in.getLongValue());
            } else if (isText && token != JsonToken.VALUE_STRING) {
                text.set(index, JsonStreams.textOf(in));
            } else if (token.isScalarValue()) {
                ofText(vector, text, index, in.getText());
            } else {
                throw new IllegalArgumentException(JsonStreams.kind(in) + " is not a valid "
                        + vector.getField().getType());
            }
        };
    }

    private static void ofText(FieldVector vector, ScalarSetter setter, int index, String text) {
        try {
            setter.set(index, text);
        } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
            throw ConversionErrors.of(text, vector.getField().getType(), e);
        }
    }

    private static JsonSetter ofStruct(StructVector struct, boolean skipUnknownFields) {
        Map<String, Integer> positions = new HashMap<>();
        JsonSetter[] setters = new JsonSetter[struct.size()];
        for (int i = 0; i < setters.length; i++) {
            FieldVector child = (FieldVector) struct.getChildByOrdinal(i);
            positions.put(child.getName(), i);
            setters[i] = of(child, skipUnknownFields);
        }
        return (index, in) -> {
            require(in, JsonToken.START_OBJECT, "struct");
            boolean[] seen = new boolean[setters.length];
            while (in.nextToken() != JsonToken.END_OBJECT) {
                Integer position = positions.get(in.currentName());
                if (position == null && !skipUnknownFields) {
                    throw new IllegalArgumentException("the struct has no field " + in.currentName());
                }
                in.nextToken();
                if (position == null) {
                    in.skipChildren();
                } else if (seen[position]) {
                    throw new IllegalArgumentException("the struct has the field " + in.currentName() + " twice");
                } else {
                    seen[position] = true;
                    field(struct.getChildByOrdinal(position).getName(), setters[position], index, in);
                }
            }
            for (int i = 0; i < seen.length; i++) {
                FieldVector child = (FieldVector) struct.getChildByOrdinal(i);
                if (!seen[i] && !child.getField().isNullable()) {
                    throw new IllegalArgumentException(child.getName() + " is missing, and the field is not nullable");
                } else if (!seen[i]) {
                    FieldVectors.storage(child).setNull(index);
                }
            }
            struct.setIndexDefined(index);
        };
    }

    /** Sets a field of a struct. An error names the field. */
    private static void field(String name, JsonSetter setter, int index, JsonParser in) throws IOException {
        try {
            setter.set(index, in);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("field " + name + ": " + e.getMessage(), e);
        }
    }

    private static JsonSetter ofMap(MapVector map, boolean skipUnknownFields) {
        StructVector entries = (StructVector) map.getDataVector();
        FieldVector keys = (FieldVector) entries.getChildByOrdinal(0);
        JsonSetter keyJson = of(keys, skipUnknownFields);
        JsonSetter values = of((FieldVector) entries.getChildByOrdinal(1), skipUnknownFields);
        return (index, in) -> {
            int start = map.startNewValue(index);
            int at = start;
            if (in.currentToken() == JsonToken.START_OBJECT) {
                ScalarSetter keyText = ScalarSetter.of(FieldVectors.storage(keys));
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    ofText(FieldVectors.storage(keys), keyText, at, in.currentName());
                    in.nextToken();
                    values.set(at, in);
                    entries.setIndexDefined(at++);
                }
            } else {
                require(in, JsonToken.START_ARRAY, "map");
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    entry(at, in, keyJson, values);
                    entries.setIndexDefined(at++);
                }
            }
            map.endValue(index, at - start);
        };
    }

    private static void entry(int index, JsonParser in, JsonSetter keys, JsonSetter values) throws IOException {
        require(in, JsonToken.START_OBJECT, "map entry");
        boolean key = false;
        boolean value = false;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            if (!key && MapVector.KEY_NAME.equals(name)) {
                keys.set(index, in);
                key = true;
            } else if (!value && MapVector.VALUE_NAME.equals(name)) {
                values.set(index, in);
                value = true;
            } else {
                throw new IllegalArgumentException("a map entry has the unexpected key " + name);
            }
        }
        if (!key || !value) {
            throw new IllegalArgumentException("a map entry lacks its key or its value");
        }
    }

    private static void require(JsonParser in, JsonToken start, String expected) throws IOException {
        if (in.currentToken() != start) {
            throw new IllegalArgumentException(JsonStreams.kind(in)
                    + (in.currentToken().isScalarValue() ? " " + ConversionErrors.quoted(in.getText()) : "")
                    + " is not a " + expected);
        }
    }
}
