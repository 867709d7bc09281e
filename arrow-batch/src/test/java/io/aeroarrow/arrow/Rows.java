package io.aeroarrow.arrow;

import io.aeroarrow.arrow.schema.FieldMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;

/** Converts vectors to maps, for comparisons. */
final class Rows {

    static final ArrowType INT64 = new ArrowType.Int(64, true);
    static final ArrowType FLOAT64 = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    static final ArrowType UTF8 = new ArrowType.Utf8();
    static final ArrowType BOOL = new ArrowType.Bool();
    static final ArrowType BINARY = new ArrowType.Binary();

    private Rows() {}

    static Field field(String name, ArrowType type) {
        return new Field(name, FieldType.nullable(type), null);
    }

    /** A field whose metadata names the type of its bin. */
    static Field typed(String name, ArrowType type, String binType, Field... children) {
        Map<String, String> metadata = Map.of(FieldMetadata.TYPE_METADATA, binType);
        return new Field(name, new FieldType(true, type, null, metadata), List.of(children));
    }

    static Schema schema(Field... fields) {
        return new Schema(List.of(fields));
    }

    static void readAll(ArrowReader reader, List<Map<String, Object>> into) throws IOException {
        while (reader.loadNextBatch()) {
            into.addAll(of(reader.getVectorSchemaRoot()));
        }
    }

    static List<Map<String, Object>> of(VectorSchemaRoot root) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < root.getRowCount(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (FieldVector vector : root.getFieldVectors()) {
                row.put(vector.getName(), value(vector, i));
            }
            rows.add(row);
        }
        return rows;
    }

    private static @Nullable Object value(FieldVector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        if (vector instanceof TimeStampVector timestamp) {
            return timestamp.get(row);
        }
        Object value = vector.getObject(row);
        return value instanceof Text text ? text.toString() : value;
    }

    /** Returns a row of two columns. */
    static Map<String, Object> row(
            String first, @Nullable Object firstValue, String second, @Nullable Object secondValue) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(first, firstValue);
        row.put(second, secondValue);
        return row;
    }

    static Map<Object, Map<String, Object>> by(String column, List<Map<String, Object>> rows) {
        Map<Object, Map<String, Object>> found = new HashMap<>();
        rows.forEach(row -> found.put(row.get(column), row));
        return found;
    }
}
