package io.aeroarrow.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Batches for tests, and the rows of a reader as objects. */
final class TestBatches {

    private TestBatches() {}

    /** A column of each type except intervals, which Parquet does not support. The name tells the type. */
    static Schema everyType() {
        List<Field> fields = new ArrayList<>();
        for (int bits : new int[] {8, 16, 32, 64}) {
            fields.add(Field.nullable("int" + bits, new ArrowType.Int(bits, true)));
            fields.add(Field.nullable("uint" + bits, new ArrowType.Int(bits, false)));
        }
        for (FloatingPointPrecision precision : FloatingPointPrecision.values()) {
            fields.add(Field.nullable("float_" + precision, new ArrowType.FloatingPoint(precision)));
        }
        fields.add(Field.nullable("bool", ArrowType.Bool.INSTANCE));
        fields.add(Field.nullable("utf8", ArrowType.Utf8.INSTANCE));
        fields.add(Field.nullable("large_utf8", ArrowType.LargeUtf8.INSTANCE));
        fields.add(Field.nullable("utf8_view", ArrowType.Utf8View.INSTANCE));
        fields.add(Field.nullable("binary", ArrowType.Binary.INSTANCE));
        fields.add(Field.nullable("large_binary", ArrowType.LargeBinary.INSTANCE));
        fields.add(Field.nullable("binary_view", ArrowType.BinaryView.INSTANCE));
        fields.add(Field.nullable("digest", new ArrowType.FixedSizeBinary(20)));
        fields.add(Field.nullable("decimal9", new ArrowType.Decimal(9, 2, 128)));
        fields.add(Field.nullable("decimal38", new ArrowType.Decimal(38, 10, 128)));
        fields.add(Field.nullable("decimal76", new ArrowType.Decimal(76, 5, 256)));
        fields.add(Field.nullable("date32", new ArrowType.Date(DateUnit.DAY)));
        fields.add(Field.nullable("date64", new ArrowType.Date(DateUnit.MILLISECOND)));
        for (TimeUnit unit : TimeUnit.values()) {
            int bits = unit == TimeUnit.SECOND || unit == TimeUnit.MILLISECOND ? 32 : 64;
            fields.add(Field.nullable("time_" + unit, new ArrowType.Time(unit, bits)));
            fields.add(Field.nullable("timestamp_" + unit, new ArrowType.Timestamp(unit, null)));
            fields.add(Field.nullable("instant_" + unit, new ArrowType.Timestamp(unit, "Europe/Zurich")));
            fields.add(Field.nullable("duration_" + unit, new ArrowType.Duration(unit)));
        }
        fields.add(Field.nullable("nothing", ArrowType.Null.INSTANCE));
        fields.add(Field.notNullable("required", new ArrowType.Int(64, true)));
        fields.addAll(nested());
        return new Schema(fields, Map.of("made by", "a test"));
    }

    static List<Field> intervals() {
        List<Field> fields = new ArrayList<>();
        for (IntervalUnit unit : IntervalUnit.values()) {
            fields.add(Field.nullable("interval_" + unit, new ArrowType.Interval(unit)));
        }
        return fields;
    }

    private static List<Field> nested() {
        Field utf8 = Field.nullable("item", ArrowType.Utf8.INSTANCE);
        Field inner = field("item", ArrowType.List.INSTANCE, Field.nullable("item", new ArrowType.Int(32, true)));
        Field point = field(
                "point",
                ArrowType.Struct.INSTANCE,
                Field.nullable("x", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
                Field.notNullable("y", new ArrowType.Int(16, true)),
                field("tags", ArrowType.List.INSTANCE, utf8));
        return List.of(
                field("list", ArrowType.List.INSTANCE, utf8),
                field("lists", ArrowType.List.INSTANCE, inner),
                field("large_list", ArrowType.LargeList.INSTANCE, utf8),
                field(
                        "embedding",
                        new ArrowType.FixedSizeList(3),
                        Field.nullable("item", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE))),
                point,
                field("points", ArrowType.List.INSTANCE, point),
                map(
                        "counts",
                        Field.notNullable("key", ArrowType.Utf8.INSTANCE),
                        Field.nullable("value", new ArrowType.Int(64, true))),
                map("by_number", Field.notNullable("key", new ArrowType.Int(32, true)), inner),
                map("by_list", new Field("key", FieldType.notNullable(ArrowType.List.INSTANCE), List.of(utf8)), point),
                described(
                        "location",
                        ArrowType.Utf8.INSTANCE,
                        Map.of("aerospike.type", "geojson", "aerospike.bin", "loc")),
                described(
                        "uuid",
                        new ArrowType.FixedSizeBinary(16),
                        Map.of(
                                ArrowType.ExtensionType.EXTENSION_METADATA_KEY_NAME,
                                "example.uuid",
                                ArrowType.ExtensionType.EXTENSION_METADATA_KEY_METADATA,
                                "v4")));
    }

    private static Field described(String name, ArrowType type, Map<String, String> metadata) {
        return new Field(name, new FieldType(true, type, null, metadata), null);
    }

    private static Field field(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.nullable(type), Arrays.asList(children));
    }

    private static Field map(String name, Field key, Field value) {
        Field entries =
                new Field("entries", FieldType.notNullable(ArrowType.Struct.INSTANCE), List.of(key, renamed(value)));
        return field(name, new ArrowType.Map(false), entries);
    }

    private static Field renamed(Field value) {
        return new Field("value", value.getFieldType(), value.getChildren());
    }

    /** Random batches, the same for the same seed. */
    static ArrowReader random(Schema schema, long seed, int batches, int rows, BufferAllocator allocator)
            throws IOException {
        RandomVectors values = new RandomVectors(new Random(seed));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
                ArrowStreamWriter writer =
                        new ArrowStreamWriter(root, new DictionaryProvider.MapDictionaryProvider(), bytes)) {
            for (int batch = 0; batch < batches; batch++) {
                for (FieldVector vector : root.getFieldVectors()) {
                    vector.reset();
                    for (int row = 0; row < rows; row++) {
                        values.set(vector, row);
                    }
                }
                root.setRowCount(rows);
                writer.writeBatch();
            }
            writer.end();
        }
        return new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), allocator);
    }

    /** The rows of a root as one batch. */
    static ArrowReader of(VectorSchemaRoot root, BufferAllocator allocator) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArrowStreamWriter writer =
                new ArrowStreamWriter(root, new DictionaryProvider.MapDictionaryProvider(), bytes)) {
            writer.writeBatch();
            writer.end();
        }
        return new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), allocator);
    }

    /** All rows as objects; byte arrays as lists, dictionary-encoded columns as values. */
    static List<List<Object>> rows(ArrowReader reader) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        while (reader.loadNextBatch()) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            List<FieldVector> decoded = new ArrayList<>();
            for (FieldVector vector : root.getFieldVectors()) {
                decoded.add(
                        vector.getField().getDictionary() == null
                                ? vector
                                : (FieldVector) DictionaryEncoder.decode(
                                        vector,
                                        reader.lookup(vector.getField()
                                                .getDictionary()
                                                .getId())));
            }
            for (int row = 0; row < root.getRowCount(); row++) {
                List<Object> values = new ArrayList<>();
                for (FieldVector vector : decoded) {
                    values.add(comparable(vector.getObject(row)));
                }
                rows.add(values);
            }
            for (int i = 0; i < decoded.size(); i++) {
                if (decoded.get(i) != root.getVector(i)) {
                    decoded.get(i).close();
                }
            }
        }
        return rows;
    }

    private static Object comparable(Object value) {
        if (value instanceof byte[] bytes) {
            List<Byte> list = new ArrayList<>();
            for (byte b : bytes) {
                list.add(b);
            }
            return list;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(TestBatches::comparable).collect(Collectors.toCollection(ArrayList::new));
        }
        if (value instanceof Map<?, ?> map) {
            List<Object> entries = new ArrayList<>();
            map.forEach((key, entry) -> entries.add(Arrays.asList(comparable(key), comparable(entry))));
            return entries;
        }
        return value;
    }
}
