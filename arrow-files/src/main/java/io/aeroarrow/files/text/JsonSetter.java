package io.aeroarrow.files.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aeroarrow.files.column.Columns;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Field;

/** Puts the JSON value at the parser's token, null or nested too, into a column, and leaves the parser at its last token. */
@FunctionalInterface
interface JsonSetter {

    void set(int index, JsonParser in) throws IOException;

    /**
     * What sets the values of a column.
     *
     * @param passOver whether keys that a struct has no field for are passed over; they are an error otherwise
     */
    static JsonSetter of(FieldVector column, boolean passOver) {
        Field field = column.getField();
        if (field.getDictionary() != null) {
            throw new IllegalArgumentException("column " + field.getName()
                    + " is encoded by a dictionary: give the type of its values, the file holds those");
        }
        FieldVector vector = Columns.storage(column);
        if (vector instanceof NullVector) {
            return (index, in) -> {
                if (in.currentToken() != JsonToken.VALUE_NULL) {
                    throw new IllegalArgumentException("only null fits a column of type null");
                }
            };
        }
        JsonSetter values = ofValues(vector, passOver);
        return (index, in) -> {
            if (in.currentToken() != JsonToken.VALUE_NULL) {
                values.set(index, in);
            } else if (field.isNullable()) {
                vector.setNull(index);
            } else {
                throw new IllegalArgumentException(field.getName() + " must not be null");
            }
        };
    }

    private static JsonSetter ofValues(FieldVector vector, boolean passOver) {
        if (vector instanceof StructVector struct) {
            return ofStruct(struct, passOver);
        }
        if (vector instanceof MapVector map) {
            return ofMap(map, passOver);
        }
        if (vector instanceof ListVector list) {
            JsonSetter elements = of(list.getDataVector(), passOver);
            return (index, in) -> list.endValue(index, elements(list.startNewValue(index), elements, in));
        }
        if (vector instanceof LargeListVector list) {
            JsonSetter elements = of(list.getDataVector(), passOver);
            return (index, in) ->
                    list.endValue(index, elements(Math.toIntExact(list.startNewValue((long) index)), elements, in));
        }
        if (vector instanceof FixedSizeListVector list) {
            JsonSetter elements = of(list.getDataVector(), passOver);
            return (index, in) -> {
                int count = elements(list.startNewValue(index), elements, in);
                if (count != list.getListSize()) {
                    throw new IllegalArgumentException("it has " + count + " elements, not " + list.getListSize());
                }
            };
        }
        return ofScalar(vector);
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
                text.set(index, Json.textOf(in));
            } else if (token.isScalarValue()) {
                ofText(vector, text, index, in.getText());
            } else {
                throw new IllegalArgumentException(
                        Json.kind(in) + " is no " + vector.getField().getType());
            }
        };
    }

    private static void ofText(FieldVector vector, ScalarSetter setter, int index, String text) {
        try {
            setter.set(index, text);
        } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
            throw Misfit.of(text, vector.getField().getType(), e);
        }
    }

    private static JsonSetter ofStruct(StructVector struct, boolean passOver) {
        Map<String, Integer> places = new HashMap<>();
        JsonSetter[] setters = new JsonSetter[struct.size()];
        for (int i = 0; i < setters.length; i++) {
            FieldVector child = (FieldVector) struct.getChildByOrdinal(i);
            places.put(child.getName(), i);
            setters[i] = of(child, passOver);
        }
        return (index, in) -> {
            require(in, JsonToken.START_OBJECT, "struct");
            boolean[] seen = new boolean[setters.length];
            while (in.nextToken() != JsonToken.END_OBJECT) {
                Integer place = places.get(in.currentName());
                if (place == null && !passOver) {
                    throw new IllegalArgumentException("the struct has no field " + in.currentName());
                }
                in.nextToken();
                if (place == null) {
                    in.skipChildren();
                } else if (seen[place]) {
                    throw new IllegalArgumentException("the struct has its field " + in.currentName() + " twice");
                } else {
                    seen[place] = true;
                    setters[place].set(index, in);
                }
            }
            for (int i = 0; i < seen.length; i++) {
                FieldVector child = (FieldVector) struct.getChildByOrdinal(i);
                if (!seen[i] && !child.getField().isNullable()) {
                    throw new IllegalArgumentException(child.getName() + " must not be missing");
                } else if (!seen[i]) {
                    Columns.storage(child).setNull(index);
                }
            }
            struct.setIndexDefined(index);
        };
    }

    private static JsonSetter ofMap(MapVector map, boolean passOver) {
        StructVector entries = (StructVector) map.getDataVector();
        FieldVector keys = (FieldVector) entries.getChildByOrdinal(0);
        JsonSetter keyJson = of(keys, passOver);
        JsonSetter values = of((FieldVector) entries.getChildByOrdinal(1), passOver);
        return (index, in) -> {
            int start = map.startNewValue(index);
            int at = start;
            if (in.currentToken() == JsonToken.START_OBJECT) {
                ScalarSetter keyText = ScalarSetter.of(Columns.storage(keys));
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    ofText(Columns.storage(keys), keyText, at, in.currentName());
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
        require(in, JsonToken.START_OBJECT, "map's entry");
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
                throw new IllegalArgumentException("a map's entry has a key and a value, not " + name);
            }
        }
        if (!key || !value) {
            throw new IllegalArgumentException("a map's entry has a key and a value, and one is missing");
        }
    }

    private static void require(JsonParser in, JsonToken start, String what) throws IOException {
        if (in.currentToken() != start) {
            throw new IllegalArgumentException(Json.kind(in)
                    + (in.currentToken().isScalarValue() ? " " + Misfit.shown(in.getText()) : "") + " is no " + what);
        }
    }
}
