package io.aeroarrow.internal.arrow.decode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.util.Text;

/** Creates fields for schemas, and reads rows from vectors for comparison. */
public final class ColumnSamples {

    public static final ArrowType INT64 = new ArrowType.Int(64, true);
    public static final ArrowType FLOAT64 = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    public static final ArrowType UTF8 = new ArrowType.Utf8();
    public static final ArrowType BOOL = new ArrowType.Bool();
    public static final ArrowType BINARY = new ArrowType.Binary();

    private ColumnSamples() {}

    public static Field field(String name, ArrowType type) {
        return new Field(name, FieldType.nullable(type), null);
    }

    public static Field required(String name, ArrowType type) {
        return new Field(name, FieldType.notNullable(type), null);
    }

    /** Each row as a list of its values: strings as {@link String}, timestamps as longs in their unit. */
    public static List<List<Object>> rows(VectorSchemaRoot root) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < root.getRowCount(); i++) {
            List<Object> row = new ArrayList<>();
            for (FieldVector vector : root.getFieldVectors()) {
                row.add(value(vector, i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** The values of one row by column name. */
    public static Map<String, Object> row(VectorSchemaRoot root, int row) {
        Map<String, Object> values = new LinkedHashMap<>();
        root.getFieldVectors().forEach(vector -> values.put(vector.getName(), value(vector, row)));
        return values;
    }

    public static Object value(FieldVector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        if (vector instanceof TimeStampVector timestamp) {
            return timestamp.get(row);
        }
        Object value = vector.getObject(row);
        return value instanceof Text text ? text.toString() : value;
    }
}
