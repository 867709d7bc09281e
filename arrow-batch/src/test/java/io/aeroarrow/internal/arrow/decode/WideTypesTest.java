package io.aeroarrow.internal.arrow.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.request.WireBytes.MessageBuilder;
import io.aeroarrow.internal.value.Particle;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads types with 64-bit offsets, 256-bit decimals, and dictionary-encoded columns. */
class WideTypesTest {

    private final BufferAllocator allocator = new RootAllocator();
    private final Map<Long, Dictionary> dictionaries = new HashMap<>();
    private VectorSchemaRoot root;
    private RecordAppender appender;

    @AfterEach
    void close() {
        root.close();
        dictionaries.values().forEach(dictionary -> dictionary.getVector().close());
        allocator.close();
    }

    private void open(OnMismatch onMismatch, Field... fields) {
        List<Field> inMemory = Arrays.stream(fields)
                .map(field -> DictionaryUtility.toMemoryFormat(field, allocator, dictionaries))
                .toList();
        root = VectorSchemaRoot.create(new Schema(inMemory), allocator);
        DictionaryProvider.MapDictionaryProvider provider = new DictionaryProvider.MapDictionaryProvider();
        dictionaries.values().forEach(provider::put);
        RecordAppender.Source source = new RecordAppender.Source("ns", "set", onMismatch);
        appender = new RecordAppender(root, provider, source, 4096, Long.MAX_VALUE);
    }

    private void batch(MessageBuilder... records) {
        appender.startBatch();
        WireBytes.forEachBlock(WireBytes.stream(records), appender::append);
        appender.finishBatch();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    @Test
    void readsLargeStringsAndBlobs() {
        open(
                OnMismatch.NULL,
                ColumnSamples.field("t", new ArrowType.LargeUtf8()),
                ColumnSamples.field("b", new ArrowType.LargeBinary()));
        String text = "ä".repeat(3_000);
        batch(
                WireBytes.record().string("t", text).bin("b", Particle.BLOB, new byte[] {1, 2}),
                WireBytes.record()
                        .bin("t", Particle.STRING, new byte[] {(byte) 0xff})
                        .string("b", "x"),
                WireBytes.record().bin("t", Particle.LIST, hex("9101")).integer("b", 1),
                WireBytes.record().string("t", ""));
        assertThat(root.getVector("t").getObject(0)).hasToString(text);
        assertThat(root.getVector("t").isNull(1)).isTrue();
        assertThat(root.getVector("t").getObject(2)).hasToString("[1]");
        assertThat(root.getVector("t").getObject(3)).hasToString("");
        assertThat((byte[]) root.getVector("b").getObject(0)).containsExactly(1, 2);
        assertThat((byte[]) root.getVector("b").getObject(1)).containsExactly('x');
        assertThat(root.getVector("b").isNull(2)).isTrue();
        assertThat(root.getVector("b").isNull(3)).isTrue();
        assertThat(appender.mismatchesByColumn()).isEqualTo(Map.of("t", 1L, "b", 1L));
        batch(WireBytes.record().string("t", "again"));
        assertThat(root.getVector("t").getObject(0)).hasToString("again");
    }

    @Test
    void readsLargeLists() {
        open(
                OnMismatch.NULL,
                new Field(
                        "l",
                        FieldType.nullable(new ArrowType.LargeList()),
                        List.of(ColumnSamples.field("e", new ArrowType.LargeUtf8()))));
        for (int repeat = 0; repeat < 2; repeat++) {
            batch(
                    WireBytes.record().bin("l", Particle.LIST, hex("92a20361a3036262")),
                    // The second element is not a string: the first one is removed again.
                    WireBytes.record().bin("l", Particle.LIST, hex("92a2036301")),
                    WireBytes.record().bin("l", Particle.LIST, hex("90")),
                    WireBytes.record(),
                    WireBytes.record().bin("l", Particle.LIST, hex("92c0a20364")));
            FieldVector lists = root.getVector("l");
            assertThat(lists.getObject(0)).hasToString("[\"a\",\"bb\"]");
            assertThat(lists.isNull(1)).isTrue();
            assertThat(lists.getObject(2)).hasToString("[]");
            assertThat(lists.isNull(3)).isTrue();
            assertThat(lists.getObject(4)).hasToString("[null,\"d\"]");
        }
        assertThat(appender.mismatches()).isEqualTo(2);
    }

    @Test
    void readsDecimalsOf256Bits() {
        open(
                OnMismatch.NULL,
                ColumnSamples.field("wide", new ArrowType.Decimal(60, 0, 256)),
                ColumnSamples.field("narrow", new ArrowType.Decimal(3, 0, 256)));
        batch(
                WireBytes.record().integer("wide", Long.MIN_VALUE).integer("narrow", -999),
                WireBytes.record().integer("wide", Long.MAX_VALUE).integer("narrow", 1_000));
        assertThat(root.getVector("wide").getObject(0)).isEqualTo(BigDecimal.valueOf(Long.MIN_VALUE));
        assertThat(root.getVector("wide").getObject(1)).isEqualTo(BigDecimal.valueOf(Long.MAX_VALUE));
        assertThat(root.getVector("narrow").getObject(0)).isEqualTo(BigDecimal.valueOf(-999));
        assertThat(root.getVector("narrow").isNull(1)).isTrue();
    }

    private static Field encoded(String name, ArrowType type, long id, int indexBits) {
        DictionaryEncoding encoding = new DictionaryEncoding(id, false, new ArrowType.Int(indexBits, true));
        return new Field(name, new FieldType(true, type, encoding), null);
    }

    private List<String> decoded(String name) {
        FieldVector indexes = root.getVector(name);
        Dictionary dictionary =
                dictionaries.get(indexes.getField().getDictionary().getId());
        try (FieldVector values = (FieldVector) DictionaryEncoder.decode(indexes, dictionary)) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < values.getValueCount(); i++) {
                texts.add(values.isNull(i) ? null : values.getObject(i).toString());
            }
            return texts;
        }
    }

    @Test
    void dictionaryIndexesEachValueOnceAcrossBatches() {
        open(OnMismatch.NULL, encoded("s", ColumnSamples.UTF8, 7, 16));
        List<String> expected = new ArrayList<>();
        for (int batch = 0; batch < 3; batch++) {
            List<MessageBuilder> records = new ArrayList<>();
            expected.clear();
            for (int i = 0; i < 2_000; i++) {
                String text = i % 7 == 0 ? null : "value of some length " + (i * 31 + batch * 10) % 900;
                expected.add(text);
                records.add(
                        text == null ? WireBytes.record() : WireBytes.record().string("s", text));
            }
            batch(records.toArray(MessageBuilder[]::new));
            assertThat(decoded("s")).isEqualTo(expected);
        }
        FieldVector values = dictionaries.get(7L).getVector();
        assertThat(values.getValueCount()).isEqualTo(900);
        assertThat(values.getNullCount()).isZero();
    }

    @Test
    void columnsShareADictionaryEvenInsideLists() {
        Field element = encoded("e", ColumnSamples.UTF8, 1, 8);
        open(
                OnMismatch.NULL,
                encoded("s", ColumnSamples.UTF8, 1, 8),
                new Field("l", FieldType.nullable(new ArrowType.List()), List.of(element)));
        batch(
                WireBytes.record().string("s", "a").bin("l", Particle.LIST, hex("93a20361a20362a20361")),
                WireBytes.record().string("s", "b").bin("l", Particle.LIST, hex("90")),
                WireBytes.record().bin("s", Particle.STRING, new byte[] {(byte) 0x80}));
        assertThat(decoded("s")).containsExactly("a", "b", null);
        assertThat(root.getVector("l").getObject(0)).hasToString("[0,1,0]");
        assertThat(dictionaries.get(1L).getVector().getValueCount()).isEqualTo(2);
        assertThat(appender.mismatchesByColumn()).isEqualTo(Map.of("s", 1L));
    }

    @Test
    void readsDictionaryEncodedBlobs() {
        open(OnMismatch.FAIL, encoded("b", ColumnSamples.BINARY, 1, 32));
        batch(
                WireBytes.record().bin("b", Particle.BLOB, "x".getBytes(StandardCharsets.UTF_8)),
                WireBytes.record().bin("b", Particle.BLOB, new byte[0]),
                WireBytes.record().bin("b", Particle.BLOB, "x".getBytes(StandardCharsets.UTF_8)));
        assertThat(ColumnSamples.rows(root)).containsExactly(List.of(0), List.of(1), List.of(0));
    }

    @Test
    void moreValuesThanTheIndexTypeHoldsIsAnErrorNamingTheColumn() {
        open(OnMismatch.NULL, encoded("s", ColumnSamples.UTF8, 1, 8));
        MessageBuilder[] records = new MessageBuilder[129];
        Arrays.setAll(records, i -> WireBytes.record().string("s", "value " + i));
        assertThatThrownBy(() -> batch(records))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'s'", "128", "wider");
    }

    @Test
    void missingDictionaryIsRejectedNamingTheColumn() {
        open(OnMismatch.NULL, encoded("s", ColumnSamples.UTF8, 1, 8));
        RecordAppender.Source source = new RecordAppender.Source("ns", "set", OnMismatch.NULL);
        assertThatThrownBy(() -> new RecordAppender(root, source, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'s'", "dictionary 1");
    }

    @Test
    void rejectsADictionaryOfNumbers() {
        assertThatThrownBy(() -> open(OnMismatch.NULL, encoded("s", ColumnSamples.INT64, 1, 8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("dictionary 1", "Int(64, true)", "utf8");
    }
}
