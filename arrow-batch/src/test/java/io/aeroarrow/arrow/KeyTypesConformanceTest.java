package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ViewVarBinaryVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reads and writes with keys in every supported type of vector, plain and dictionary-encoded. */
@ExtendWith(AerospikeExtension.class)
class KeyTypesConformanceTest {

    /** Long enough that a view holds only a prefix, and that a digest needs several blocks. */
    private static final int LONG = 4_000;

    private static final int KEYS = 40;
    private static final Schema READ = schema(field("n", Rows.INT64));

    @AutoClose
    private static TestCluster cluster;

    private String set = "";

    /** A type of vector, how to fill it, and its keys as values of the official client. */
    private record Kind(String name, ArrowType type, BiConsumer<FieldVector, Integer> fill, List<Object> keys) {}

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
    }

    @BeforeEach
    void records() {
        set = cluster.newSet();
    }

    private static String text(int i) {
        return i == 5 ? "é".repeat(LONG) : "日".repeat(i % 9) + "k" + i;
    }

    private static byte[] bytes(int i) {
        return ("b" + text(i)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] utf8(int i) {
        return text(i).getBytes(StandardCharsets.UTF_8);
    }

    private static List<Kind> kinds() {
        List<Object> numbers = new ArrayList<>();
        List<Object> texts = new ArrayList<>();
        List<Object> blobs = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            numbers.add((long) i);
            texts.add(text(i));
            blobs.add(bytes(i));
        }
        return List.of(
                new Kind("int64", Rows.INT64, (v, i) -> ((BigIntVector) v).setSafe(i, i), numbers),
                new Kind("int32", new ArrowType.Int(32, true), (v, i) -> ((IntVector) v).setSafe(i, i), numbers),
                new Kind("uint8", new ArrowType.Int(8, false), (v, i) -> ((UInt1Vector) v).setSafe(i, i), numbers),
                new Kind("utf8", Rows.UTF8, (v, i) -> ((VarCharVector) v).setSafe(i, utf8(i)), texts),
                new Kind(
                        "large utf8",
                        new ArrowType.LargeUtf8(),
                        (v, i) -> ((LargeVarCharVector) v).setSafe(i, utf8(i)),
                        texts),
                new Kind(
                        "utf8 view",
                        new ArrowType.Utf8View(),
                        (v, i) -> ((ViewVarCharVector) v).setSafe(i, utf8(i)),
                        texts),
                new Kind("binary", Rows.BINARY, (v, i) -> ((VarBinaryVector) v).setSafe(i, bytes(i)), blobs),
                new Kind(
                        "large binary",
                        new ArrowType.LargeBinary(),
                        (v, i) -> ((LargeVarBinaryVector) v).setSafe(i, bytes(i)),
                        blobs),
                new Kind(
                        "binary view",
                        new ArrowType.BinaryView(),
                        (v, i) -> ((ViewVarBinaryVector) v).setSafe(i, bytes(i)),
                        blobs));
    }

    private static FieldVector filled(String name, ArrowType type, int count, BiConsumer<FieldVector, Integer> fill) {
        FieldVector vector = field(name, type).createVector(cluster.allocator());
        vector.allocateNew();
        for (int i = 0; i < count; i++) {
            fill.accept(vector, i);
        }
        vector.setValueCount(count);
        return vector;
    }

    /** The indexes of a vector that is encoded by dictionary 3. */
    private static IntVector encoded(String name, int... numbers) {
        FieldType type = new FieldType(
                true, new ArrowType.Int(32, true), new DictionaryEncoding(3, false, new ArrowType.Int(32, true)));
        IntVector vector = new IntVector(name, type, cluster.allocator());
        for (int i = 0; i < numbers.length; i++) {
            vector.setSafe(i, numbers[i]);
        }
        vector.setValueCount(numbers.length);
        return vector;
    }

    private static DictionaryProvider dictionary(FieldVector values) {
        return new DictionaryProvider.MapDictionaryProvider(
                new Dictionary(values, new DictionaryEncoding(3, false, new ArrowType.Int(32, true))));
    }

    private Lookup lookup() {
        return cluster.aero().batchRead(NAMESPACE, set).schema(READ);
    }

    private void putAllButOne(Kind kind) {
        for (int i = 0; i < KEYS; i++) {
            if (i != 7) {
                cluster.put(set, kind.keys.get(i), new Bin("n", i));
            }
        }
    }

    @Test
    void keysOfEachTypeFindTheirRecords() {
        for (Kind kind : kinds()) {
            set = cluster.newSet();
            putAllButOne(kind);
            Schema read = schema(field("__key", keyType(kind)), field("n", Rows.INT64));
            try (FieldVector keys = filled("k", kind.type, KEYS, kind.fill);
                    VectorSchemaRoot root = lookup().schema(read).root(keys)) {
                for (int i = 0; i < KEYS; i++) {
                    assertFound(kind, root, i, i);
                }
            }
        }
    }

    @Test
    void dictionaryEncodedKeysFindTheirRecords() {
        int[] numbers = {5, 0, 39, 7, 5, 5, 1};
        for (Kind kind : kinds()) {
            set = cluster.newSet();
            putAllButOne(kind);
            Schema read = schema(field("__key", keyType(kind)), field("n", Rows.INT64));
            try (FieldVector values = filled("values", kind.type, KEYS, kind.fill);
                    IntVector keys = encoded("k", numbers);
                    VectorSchemaRoot root = lookup().schema(read)
                            .keyDictionaries(dictionary(values))
                            .root(keys)) {
                assertThat(root.getRowCount()).isEqualTo(numbers.length);
                for (int i = 0; i < numbers.length; i++) {
                    assertFound(kind, root, i, numbers[i]);
                }
            }
        }
    }

    private static ArrowType keyType(Kind kind) {
        return kind.keys.get(0) instanceof Long
                ? Rows.INT64
                : kind.keys.get(0) instanceof String ? Rows.UTF8 : Rows.BINARY;
    }

    private static void assertFound(Kind kind, VectorSchemaRoot root, int row, int number) {
        Object key = root.getVector("__key").getObject(row);
        Object wanted = kind.keys.get(number);
        if (wanted instanceof byte[] blob) {
            assertThat((byte[]) key).as("%s %d", kind.name, row).isEqualTo(blob);
        } else {
            assertThat(key.toString()).as("%s %d", kind.name, row).isEqualTo(wanted.toString());
        }
        assertThat(root.getVector("n").getObject(row))
                .as("%s %d", kind.name, row)
                .isEqualTo(number == 7 ? null : (long) number);
        assertThat(root.getVector("__result_code").getObject(row)).isEqualTo(number == 7 ? 2 : 0);
    }

    @Test
    void dictionaryEncodedDigestsFindTheirRecords() {
        cluster.put(set, "a", new Bin("n", 1));
        cluster.put(set, "b", new Bin("n", 2));
        String[] texts = {"a", "b"};
        try (FieldVector values = filled(
                        "values",
                        new ArrowType.FixedSizeBinary(20),
                        2,
                        (v, i) -> ((FixedSizeBinaryVector) v).setSafe(i, TestCluster.key(set, texts[i]).digest));
                IntVector keys = encoded("k", 1, 0, 1);
                VectorSchemaRoot root =
                        lookup().keyDictionaries(dictionary(values)).root(keys)) {
            assertThat(Rows.of(root)).extracting(row -> row.get("n")).containsExactly(2L, 1L, 2L);
        }
    }

    @Test
    void keysOutsideTheDictionaryAreRejected() {
        try (FieldVector values = filled("values", Rows.UTF8, 3, (v, i) -> {
                    if (i != 1) {
                        ((VarCharVector) v).setSafe(i, utf8(i));
                    }
                });
                IntVector missing = encoded("k", 0, 3);
                IntVector negative = encoded("k", -1);
                IntVector toNull = encoded("k", 2, 1)) {
            assertThatThrownBy(() -> lookup().root(missing))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("dictionary 3")
                    .hasMessageContaining("keyDictionaries");
            Lookup lookup = lookup().keyDictionaries(dictionary(values));
            assertThatThrownBy(() -> lookup.root(missing)).hasMessageContaining("key 1 has the dictionary index 3");
            assertThatThrownBy(() -> lookup.root(negative)).hasMessageContaining("key 0 has the dictionary index -1");
            assertThatThrownBy(() -> lookup.root(toNull)).hasMessageContaining("key 1 is null");
        }
    }

    @Test
    void unsignedKeysAboveTheLargestIntegerAreRejected() {
        try (FieldVector keys = filled(
                "k",
                new ArrowType.Int(64, false),
                2,
                (v, i) -> ((UInt8Vector) v).setSafe(i, i == 0 ? Long.MAX_VALUE : Long.MIN_VALUE))) {
            assertThatThrownBy(() -> lookup().root(keys))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("key 1 cannot be a key: 9223372036854775808 exceeds");
        }
    }

    @Test
    void rowsAreWrittenUnderKeysOfEachType() {
        for (Kind kind : kinds()) {
            set = cluster.newSet();
            try (FieldVector keys = filled("id", kind.type, KEYS, kind.fill);
                    FieldVector numbers = numbers(KEYS)) {
                VectorSchemaRoot rows = VectorSchemaRoot.of(keys, numbers);
                cluster.aero()
                        .write(NAMESPACE, set)
                        .keyColumn("id")
                        .keyAsBin(false)
                        .run(rows)
                        .orThrow();
                assertWritten(kind, KEYS - 1);
            }
        }
    }

    @Test
    void rowsAreWrittenUnderDictionaryEncodedKeys() {
        for (Kind kind : kinds()) {
            set = cluster.newSet();
            try (FieldVector values = filled("values", kind.type, KEYS, kind.fill);
                    IntVector keys = encoded("id", 5, 0, 39);
                    FieldVector numbers = numbers(3)) {
                VectorSchemaRoot rows = VectorSchemaRoot.of(keys, numbers);
                Write write =
                        cluster.aero().write(NAMESPACE, set).keyColumn("id").keyAsBin(false);
                write.run(rows, dictionary(values)).orThrow();
                assertThat(record(kind, 5)).isEqualTo(0L);
                assertThat(record(kind, 0)).isEqualTo(1L);
                assertThat(record(kind, 39)).isEqualTo(2L);
            }
        }
    }

    @Test
    void rowsWithKeysOutsideTheDictionaryAreNotWritten() {
        try (FieldVector values = filled("values", Rows.UTF8, 3, (v, i) -> ((VarCharVector) v).setSafe(i, utf8(i)));
                IntVector keys = encoded("id", 1, 3, 2);
                FieldVector numbers = numbers(3)) {
            VectorSchemaRoot rows = VectorSchemaRoot.of(keys, numbers);
            WriteResult result = cluster.aero()
                    .write(NAMESPACE, set)
                    .keyColumn("id")
                    .keyAsBin(false)
                    .run(rows, dictionary(values));
            assertThat(result.written()).isEqualTo(2);
            assertThat(result.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.row()).isEqualTo(1);
                assertThat(failure.message()).contains("the dictionary index 3, but the dictionary has 3 values");
            });
        }
    }

    @Test
    void aDigestColumnOfAnotherTypeIsRejected() {
        try (FieldVector keys = filled("id", Rows.INT64, 1, (v, i) -> ((BigIntVector) v).setSafe(i, 5));
                FieldVector numbers = numbers(1)) {
            VectorSchemaRoot rows = VectorSchemaRoot.of(keys, numbers);
            assertThatThrownBy(() -> cluster.aero()
                            .write(NAMESPACE, set)
                            .digestColumn("id")
                            .run(rows))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'id'")
                    .hasMessageContaining("cannot hold digests");
            assertThat(cluster.official().exists(null, TestCluster.key(set, 5L)))
                    .isFalse();
        }
    }

    @Test
    void onlyRowsWithDigestsOfAnotherLengthFail() {
        byte[] digest = TestCluster.key(set, 1L).digest;
        cluster.put(set, 1L, new Bin("n", 7));
        try (FieldVector keys = filled(
                        "id",
                        Rows.BINARY,
                        2,
                        (v, i) -> ((VarBinaryVector) v).setSafe(i, i == 0 ? digest : new byte[5]));
                FieldVector numbers = numbers(2)) {
            WriteResult result =
                    cluster.aero().write(NAMESPACE, set).digestColumn("id").run(VectorSchemaRoot.of(keys, numbers));
            assertThat(result.written()).isEqualTo(1);
            assertThat(result.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.row()).isEqualTo(1);
                assertThat(failure.message()).contains("'id' has 5 bytes; a digest has 20");
            });
        }
        assertThat(cluster.official().get(null, TestCluster.key(set, 1L)).getLong("n"))
                .isZero();
    }

    private static FieldVector numbers(int count) {
        return filled("n", Rows.INT64, count, (v, i) -> ((BigIntVector) v).setSafe(i, i));
    }

    private void assertWritten(Kind kind, int last) {
        for (int i = 0; i <= last; i++) {
            assertThat(record(kind, i)).as("%s %d", kind.name, i).isEqualTo((long) i);
        }
    }

    private Object record(Kind kind, int number) {
        return cluster.official()
                .get(null, TestCluster.key(set, kind.keys.get(number)))
                .getValue("n");
    }
}
