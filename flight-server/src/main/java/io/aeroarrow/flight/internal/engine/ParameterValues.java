package io.aeroarrow.flight.internal.engine;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;

/** Parameters of statements: from Arrow to values of JDBC, and their types. */
public final class ParameterValues {

    private ParameterValues() {}

    /** Returns the values of one row. */
    public static List<@Nullable Object> row(VectorSchemaRoot rows, int row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (FieldVector column : rows.getFieldVectors()) {
            values.add(value(column.getObject(row)));
        }
        return values;
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        return value instanceof Text text ? text.toString() : value;
    }

    /** Returns rows as bytes. */
    public static ByteString bytes(VectorSchemaRoot rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArrowStreamWriter writer = new ArrowStreamWriter(rows, null, Channels.newChannel(bytes))) {
            writer.writeBatch();
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }

    /** Returns the values of the only row of {@link #bytes}; no values for no bytes. */
    public static List<@Nullable Object> of(ByteString bytes, BufferAllocator allocator) throws IOException {
        if (bytes.isEmpty()) {
            return List.of();
        }
        try (ArrowStreamReader reader =
                new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), allocator)) {
            return reader.loadNextBatch() ? row(reader.getVectorSchemaRoot(), 0) : List.of();
        }
    }

    /** Returns the types of parameters as the engine found them; text where any type is possible. */
    static Schema schema(ParameterMetaData parameters) throws SQLException {
        List<Field> fields = new ArrayList<>();
        for (int i = 1; i <= parameters.getParameterCount(); i++) {
            fields.add(Field.nullable("parameter_" + i, type(parameters.getParameterTypeName(i))));
        }
        return new Schema(fields);
    }

    private static ArrowType type(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "INTEGER_LITERAL" -> new ArrowType.Int(Long.SIZE, true);
            case "FLOAT", "DOUBLE" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case "BOOLEAN" -> new ArrowType.Bool();
            case "DATE" -> new ArrowType.Date(DateUnit.DAY);
            case "TIMESTAMP" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
            case "BLOB" -> new ArrowType.Binary();
            default -> new ArrowType.Utf8();
        };
    }
}
