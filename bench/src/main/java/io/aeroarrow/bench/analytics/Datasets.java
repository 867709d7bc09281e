package io.aeroarrow.bench.analytics;

import com.aerospike.client.Bin;
import com.aerospike.client.Value;
import io.aeroarrow.bench.decoding.SevenBins;
import io.aeroarrow.bench.measure.BenchmarkServer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** The datasets of the benchmarks. Sets with large records have fewer records. */
public final class Datasets {

    static final String NAMESPACE = BenchmarkServer.NAMESPACE;

    private static final int LONG_CHARACTERS = 1_000;
    private static final int LIST_LENGTH = 1_000;
    private static final int DEPTH = 4;
    private static final ArrowType INT64 = new ArrowType.Int(64, true);
    private static final ArrowType FLOAT64 = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    private static final Field ID = Field.nullable("id", INT64);

    private Datasets() {}

    static List<Dataset> all(int records) {
        return List.of(
                scalars(records),
                mixed(records),
                wide(50, records / 10),
                wide(500, records / 100),
                longText(records / 10),
                nested(records / 5),
                deep(records / 5),
                longLists(records / 50),
                embeddings(128, records / 10),
                embeddings(1_536, records / 50));
    }

    /** Reads three of the seven bins. */
    static Dataset scalars(int records) {
        return new Dataset("3 scalars of 7 bins", set("mixed"), SevenBins.SCALARS, records, SevenBins::bins);
    }

    static Dataset mixed(int records) {
        return new Dataset("7 mixed bins", set("mixed"), SevenBins.ALL, records, SevenBins::bins);
    }

    /** Returns the mixed dataset with stored keys. */
    public static Dataset keyed(int records) {
        return new Dataset("7 mixed bins", set("keyed"), SevenBins.ALL, records, true, SevenBins::bins);
    }

    /** Stores three of the seven bins, in a separate set for each size. */
    static Dataset grown(int records) {
        return new Dataset(
                String.format(Locale.ROOT, "%,d records", records),
                set("grown-" + records),
                SevenBins.SCALARS,
                records,
                number -> Arrays.copyOf(SevenBins.bins(number), 3));
    }

    private static Dataset wide(int count, int records) {
        List<Field> fields = new ArrayList<>(List.of(ID));
        for (int i = 1; i < count; i++) {
            fields.add(Field.nullable("bin" + i, i % 2 == 0 ? INT64 : FLOAT64));
        }
        return new Dataset(count + " bins of numbers", set("wide" + count), new Schema(fields), records, number -> {
            Bin[] bins = new Bin[count];
            bins[0] = new Bin("id", number);
            for (int i = 1; i < count; i++) {
                bins[i] = i % 2 == 0 ? new Bin("bin" + i, (long) number * i) : new Bin("bin" + i, number / (double) i);
            }
            return bins;
        });
    }

    private static Dataset longText(int records) {
        Schema schema = new Schema(List.of(ID, Field.nullable("text", new ArrowType.Utf8())));
        return new Dataset("strings of 1,000 characters", set("text"), schema, records, number ->
                new Bin[] {new Bin("id", number), new Bin("text", text(number))});
    }

    private static String text(int number) {
        StringBuilder text = new StringBuilder(LONG_CHARACTERS);
        while (text.length() < LONG_CHARACTERS) {
            text.append("line ").append(number + text.length()).append(' ');
        }
        return text.substring(0, LONG_CHARACTERS);
    }

    /** A struct in a struct, and so on, with a number and a text at each level. */
    private static Dataset deep(int records) {
        Schema schema = new Schema(List.of(ID, level(DEPTH)));
        return new Dataset("structs four deep", set("deep"), schema, records, number ->
                new Bin[] {new Bin("id", number), new Bin("inner", level(DEPTH, number))});
    }

    private static Field level(int depth) {
        List<Field> fields =
                new ArrayList<>(List.of(Field.nullable("number", INT64), Field.nullable("text", new ArrowType.Utf8())));
        if (depth > 1) {
            fields.add(level(depth - 1));
        }
        return new Field("inner", FieldType.nullable(new ArrowType.Struct()), fields);
    }

    private static Map<String, Object> level(int depth, int number) {
        Map<String, Object> map = new TreeMap<>();
        map.put("number", (long) number * depth);
        map.put("text", "text " + depth);
        if (depth > 1) {
            map.put("inner", level(depth - 1, number));
        }
        return map;
    }

    private static Dataset longLists(int records) {
        Field numbers = new Field(
                "numbers", FieldType.nullable(new ArrowType.List()), List.of(Field.nullable("element", INT64)));
        return new Dataset(
                "lists of 1,000 integers", set("lists"), new Schema(List.of(ID, numbers)), records, number -> {
                    List<Long> values = new ArrayList<>(LIST_LENGTH);
                    for (int i = 0; i < LIST_LENGTH; i++) {
                        values.add((long) number * i);
                    }
                    return new Bin[] {new Bin("id", number), new Bin("numbers", values)};
                });
    }

    private static Dataset nested(int records) {
        Field element = Field.nullable("element", INT64);
        Field numbers = new Field("numbers", FieldType.nullable(new ArrowType.List()), List.of(element));
        Field order = new Field(
                "order",
                FieldType.nullable(new ArrowType.Struct()),
                List.of(
                        Field.nullable("city", new ArrowType.Utf8()),
                        Field.nullable("total", FLOAT64),
                        new Field("counts", FieldType.nullable(new ArrowType.List()), List.of(element))));
        return new Dataset(
                "nested lists and structs", set("nested"), new Schema(List.of(ID, numbers, order)), records, number -> {
                    Map<String, Object> map = new TreeMap<>();
                    map.put("city", "city " + number % 100);
                    map.put("total", number / 3.0);
                    map.put("counts", List.of((long) number, number + 1L, number + 2L));
                    return new Bin[] {
                        new Bin("id", number),
                        new Bin("numbers", List.of(1L, 20L, 300L, (long) number, number * 100_000L)),
                        new Bin("order", map)
                    };
                });
    }

    private static Dataset embeddings(int dimensions, int records) {
        Field element = Field.nullable("element", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
        Field vector =
                new Field("embedding", FieldType.nullable(new ArrowType.FixedSizeList(dimensions)), List.of(element));
        return new Dataset(
                String.format(Locale.ROOT, "embeddings of %,d x float32", dimensions),
                set("embeddings" + dimensions),
                new Schema(List.of(ID, vector)),
                records,
                number -> {
                    Random random = new Random(number);
                    ByteBuffer bytes =
                            ByteBuffer.allocate(dimensions * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                    for (int i = 0; i < dimensions; i++) {
                        bytes.putFloat(random.nextFloat());
                    }
                    return new Bin[] {new Bin("id", number), new Bin("embedding", Value.get(bytes.array()))};
                });
    }

    private static String set(String name) {
        return "bench-" + name;
    }
}
