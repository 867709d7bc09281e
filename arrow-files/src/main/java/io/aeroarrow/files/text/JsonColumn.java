package io.aeroarrow.files.text;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aeroarrow.files.column.Columns;
import io.aeroarrow.files.column.ListBounds;
import io.aeroarrow.files.column.Longs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.util.Float16;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** The values of a column as JSON, null and nested ones too. {@link JsonSetter} takes the same. */
@FunctionalInterface
interface JsonColumn {

    void write(int index, JsonGenerator out) throws IOException;

    static JsonColumn of(FieldVector vector, DictionaryProvider dictionaries) {
        if (vector instanceof NullVector) {
            return (index, out) -> out.writeNull();
        }
        JsonColumn values = ofValues(Columns.storage(vector), dictionaries);
        return (index, out) -> {
            if (vector.isNull(index)) {
                out.writeNull();
            } else {
                values.write(index, out);
            }
        };
    }

    private static JsonColumn ofValues(FieldVector vector, DictionaryProvider dictionaries) {
        if (vector.getField().getDictionary() != null) {
            JsonColumn values = of(Columns.dictionary(vector.getField(), dictionaries), dictionaries);
            Longs indexes = Longs.of(vector);
            return (index, out) -> values.write(Math.toIntExact(indexes.get(index)), out);
        }
        if (vector instanceof StructVector struct) {
            return ofStruct(struct, dictionaries);
        }
        if (vector instanceof MapVector map) {
            return ofMap(map, dictionaries);
        }
        if (ListBounds.isList(vector.getField().getType())) {
            return ofList(ListBounds.of(vector), dictionaries);
        }
        return ofScalar(vector);
    }

    private static JsonColumn ofScalar(FieldVector vector) {
        ScalarText text = ScalarText.of(vector);
        return switch (vector.getMinorType()) {
            case TINYINT, SMALLINT, INT, BIGINT, UINT1, UINT2, UINT4 -> {
                Longs values = Longs.of(vector);
                yield (index, out) -> out.writeNumber(values.get(index));
            }
            case UINT8 -> (index, out) -> out.writeNumber(text.text(index));
            // Those that are not finite are written as strings.
            case FLOAT2 -> (index, out) -> out.writeNumber(Float16.toFloat(((Float2Vector) vector).get(index)));
            case FLOAT4 -> (index, out) -> out.writeNumber(((Float4Vector) vector).get(index));
            case FLOAT8 -> (index, out) -> out.writeNumber(((Float8Vector) vector).get(index));
            case BIT -> (index, out) -> out.writeBoolean(((BitVector) vector).get(index) != 0);
            case DECIMAL -> (index, out) -> out.writeNumber(((DecimalVector) vector).getObject(index));
            case DECIMAL256 -> (index, out) -> out.writeNumber(((Decimal256Vector) vector).getObject(index));
            default -> (index, out) -> out.writeString(text.text(index));
        };
    }

    private static JsonColumn ofStruct(StructVector struct, DictionaryProvider dictionaries) {
        List<JsonColumn> fields = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (FieldVector child : struct.getChildrenFromFields()) {
            fields.add(of(child, dictionaries));
            names.add(child.getName());
        }
        return (index, out) -> {
            out.writeStartObject();
            for (int i = 0; i < fields.size(); i++) {
                out.writeFieldName(names.get(i));
                fields.get(i).write(index, out);
            }
            out.writeEndObject();
        };
    }

    private static JsonColumn ofList(ListBounds list, DictionaryProvider dictionaries) {
        JsonColumn elements = of(list.elements(), dictionaries);
        return (index, out) -> {
            out.writeStartArray();
            int end = list.end().applyAsInt(index);
            for (int i = list.start().applyAsInt(index); i < end; i++) {
                elements.write(i, out);
            }
            out.writeEndArray();
        };
    }

    /** An object; or, where keys are nested, a list of objects with a key and a value. */
    private static JsonColumn ofMap(MapVector map, DictionaryProvider dictionaries) {
        StructVector entries = (StructVector) map.getDataVector();
        FieldVector keys = entries.getChildrenFromFields().get(0);
        JsonColumn values = of(entries.getChildrenFromFields().get(1), dictionaries);
        if (keys.getField().getDictionary() != null
                || Columns.storage(keys).getField().getType() instanceof ArrowType.ComplexType) {
            JsonColumn keyColumn = of(keys, dictionaries);
            return (index, out) -> {
                out.writeStartArray();
                for (int i = map.getElementStartIndex(index); i < map.getElementEndIndex(index); i++) {
                    out.writeStartObject();
                    out.writeFieldName(MapVector.KEY_NAME);
                    keyColumn.write(i, out);
                    out.writeFieldName(MapVector.VALUE_NAME);
                    values.write(i, out);
                    out.writeEndObject();
                }
                out.writeEndArray();
            };
        }
        ScalarText keyText = ScalarText.of(Columns.storage(keys));
        return (index, out) -> {
            out.writeStartObject();
            for (int i = map.getElementStartIndex(index); i < map.getElementEndIndex(index); i++) {
                out.writeFieldName(keyText.text(i));
                values.write(i, out);
            }
            out.writeEndObject();
        };
    }
}
