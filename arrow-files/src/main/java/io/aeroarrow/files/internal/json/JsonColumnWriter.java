package io.aeroarrow.files.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aeroarrow.files.internal.column.FieldVectors;
import io.aeroarrow.files.internal.column.ListBounds;
import io.aeroarrow.files.internal.column.LongGetter;
import io.aeroarrow.files.internal.text.ScalarFormatter;
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

/** Writes the values of a column as JSON, including null and nested values. {@link JsonSetter} reads the same JSON. */
@FunctionalInterface
public interface JsonColumnWriter {

    void write(int index, JsonGenerator out) throws IOException;

    static JsonColumnWriter of(FieldVector vector, DictionaryProvider dictionaries) {
        if (vector instanceof NullVector) {
            return (index, out) -> out.writeNull();
        }
        JsonColumnWriter values = ofValues(FieldVectors.storage(vector), dictionaries);
        return (index, out) -> {
            if (vector.isNull(index)) {
                out.writeNull();
            } else {
                values.write(index, out);
            }
        };
    }

    private static JsonColumnWriter ofValues(FieldVector vector, DictionaryProvider dictionaries) {
        if (vector.getField().getDictionary() != null) {
            JsonColumnWriter values = of(FieldVectors.dictionary(vector.getField(), dictionaries), dictionaries);
            LongGetter indexes = LongGetter.of(vector);
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

    private static JsonColumnWriter ofScalar(FieldVector vector) {
        ScalarFormatter text = ScalarFormatter.of(vector);
        return switch (vector.getMinorType()) {
            case TINYINT, SMALLINT, INT, BIGINT, UINT1, UINT2, UINT4 -> {
                LongGetter values = LongGetter.of(vector);
                yield (index, out) -> out.writeNumber(values.get(index));
            }
            case UINT8 -> (index, out) -> out.writeNumber(text.text(index));
            // Jackson writes NaN and infinities as strings.
            case FLOAT2 -> (index, out) -> out.writeNumber(Float16.toFloat(((Float2Vector) vector).get(index)));
            case FLOAT4 -> (index, out) -> out.writeNumber(((Float4Vector) vector).get(index));
            case FLOAT8 -> (index, out) -> out.writeNumber(((Float8Vector) vector).get(index));
            case BIT -> (index, out) -> out.writeBoolean(((BitVector) vector).get(index) != 0);
            case DECIMAL -> (index, out) -> out.writeNumber(((DecimalVector) vector).getObject(index));
            case DECIMAL256 -> (index, out) -> out.writeNumber(((Decimal256Vector) vector).getObject(index));
            default -> (index, out) -> out.writeString(text.text(index));
        };
    }

    private static JsonColumnWriter ofStruct(StructVector struct, DictionaryProvider dictionaries) {
        List<JsonColumnWriter> fields = new ArrayList<>();
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

    private static JsonColumnWriter ofList(ListBounds list, DictionaryProvider dictionaries) {
        JsonColumnWriter elements = of(list.elements(), dictionaries);
        return (index, out) -> {
            out.writeStartArray();
            int end = list.end().applyAsInt(index);
            for (int i = list.start().applyAsInt(index); i < end; i++) {
                elements.write(i, out);
            }
            out.writeEndArray();
        };
    }

    /** Writes an object; if the keys are nested, a list of objects with a key and a value. */
    private static JsonColumnWriter ofMap(MapVector map, DictionaryProvider dictionaries) {
        StructVector entries = (StructVector) map.getDataVector();
        FieldVector keys = entries.getChildrenFromFields().get(0);
        JsonColumnWriter values = of(entries.getChildrenFromFields().get(1), dictionaries);
        if (keys.getField().getDictionary() != null
                || FieldVectors.storage(keys).getField().getType() instanceof ArrowType.ComplexType) {
            JsonColumnWriter keyColumn = of(keys, dictionaries);
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
        ScalarFormatter keyText = ScalarFormatter.of(FieldVectors.storage(keys));
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
