package io.aeroarrow.internal.arrow.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.error.MismatchException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.arrow.schema.RequestedValues;
import io.aeroarrow.internal.arrow.schema.SchemaBins;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.request.WireBytes.MessageBuilder;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.model.BinSelection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordAppenderTest {

    private final BufferAllocator allocator = new RootAllocator();
    private VectorSchemaRoot root;

    @AfterEach
    void close() {
        if (root != null) {
            root.close();
        }
        allocator.close();
    }

    private RecordAppender appender(OnMismatch onMismatch, int maxRows, long maxBytes, Field... fields) {
        root = VectorSchemaRoot.create(new Schema(List.of(fields)), allocator);
        RecordAppender appender =
                new RecordAppender(root, new RecordAppender.Source("ns", "set", onMismatch), maxRows, maxBytes);
        appender.startBatch();
        return appender;
    }

    private RecordAppender appender(OnMismatch onMismatch, Field... fields) {
        return appender(onMismatch, 64, Long.MAX_VALUE, fields);
    }

    private static void append(RecordAppender appender, MessageBuilder... records) {
        WireBytes.forEachBlock(WireBytes.stream(records), appender::append);
    }

    private static Field integer(String name) {
        return ColumnSamples.field(name, ColumnSamples.INT64);
    }

    @Test
    void readsBinsInAnyOrderAmongOtherBins() {
        List<String> names = List.of("a", "b", "bb", "ccc", "dddd", "eeeeeeeee", "name-of-15-byte");
        RecordAppender appender = appender(
                OnMismatch.FAIL, names.stream().map(RecordAppenderTest::integer).toArray(Field[]::new));
        Random random = new Random(3);
        List<List<Object>> expected = new ArrayList<>();
        for (int row = 0; row < 50; row++) {
            List<String> order = new ArrayList<>(names);
            Collections.shuffle(order, random);
            Object[] values = new Object[names.size()];
            MessageBuilder record = WireBytes.record();
            for (String name : order) {
                if (random.nextInt(3) == 0) {
                    record.string("other" + random.nextInt(5), "x");
                }
                if (random.nextInt(4) > 0) {
                    long value = random.nextLong();
                    record.integer(name, value);
                    values[names.indexOf(name)] = value;
                }
            }
            append(appender, record);
            expected.add(Arrays.asList(values));
        }
        appender.finishBatch();
        assertThat(ColumnSamples.rows(root)).isEqualTo(expected);
    }

    @Test
    void duplicateBinIsAProtocolViolation() {
        RecordAppender appender = appender(OnMismatch.NULL, integer("a"), integer("b"));
        assertThatThrownBy(() -> append(
                        appender,
                        WireBytes.record().integer("a", 1).integer("b", 2).integer("a", 1)))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("bin 'a' twice");
        RecordAppender again = appender;
        again.startBatch();
        // A value that does not fit counts as a value, too.
        assertThatThrownBy(
                        () -> append(again, WireBytes.record().string("a", "x").integer("a", 1)))
                .isInstanceOf(ProtocolViolationException.class);
    }

    /** Answers to batches of writes have this form. */
    @Test
    void nullBeforeTheValueIsNotADuplicate() {
        RecordAppender appender = appender(OnMismatch.FAIL, integer("a"));
        append(appender, WireBytes.record().bin("a", Particle.NULL, new byte[0]).integer("a", 7));
        appender.finishBatch();
        assertThat(ColumnSamples.rows(root)).containsExactly(List.of(7L));
    }

    @Test
    void ignoresAnUnrequestedBinOfUnknownType() {
        RecordAppender appender = appender(OnMismatch.FAIL, integer("a"));
        append(
                appender,
                WireBytes.record()
                        .bin("z", 99, new byte[3])
                        .bin("", 1, new byte[0])
                        .integer("a", 7));
        appender.finishBatch();
        assertThat(ColumnSamples.rows(root)).containsExactly(List.of(7L));
    }

    @Test
    void requestedBinOfUnknownTypeIsAProtocolViolation() {
        RecordAppender appender = appender(OnMismatch.NULL, integer("a"));
        for (int particle : new int[] {5, 6, 13, 16, 21, 24, 255}) {
            assertThatThrownBy(() -> append(appender, WireBytes.record().bin("a", particle, new byte[8])))
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining(String.valueOf(particle));
            appender.startBatch();
        }
    }

    @Test
    void batchIsFullAtItsRowLimit() {
        RecordAppender appender = appender(OnMismatch.FAIL, 3, Long.MAX_VALUE, integer("a"));
        for (int i = 0; i < 3; i++) {
            assertThat(appender.isFull()).isFalse();
            append(appender, WireBytes.record().integer("a", i));
            assertThat(appender.rows()).isEqualTo(i + 1);
        }
        assertThat(appender.isFull()).isTrue();
        appender.finishBatch();
        assertThat(root.getRowCount()).isEqualTo(3);
        appender.startBatch();
        assertThat(appender.isFull()).isFalse();
        assertThat(appender.rows()).isZero();
    }

    @Test
    void batchIsFullAtItsByteLimit() {
        MessageBuilder record = WireBytes.record().integer("a", 1).string("other", "x".repeat(100));
        int size = record.bytes().length;
        RecordAppender appender = appender(OnMismatch.FAIL, 1000, 2L * size + 1, integer("a"));
        append(appender, record, record);
        assertThat(appender.isFull()).isFalse();
        append(appender, record);
        assertThat(appender.isFull()).isTrue();
        appender.startBatch();
        assertThat(appender.isFull()).isFalse();
    }

    @Test
    void emptyBatchHasNoRows() {
        RecordAppender appender = appender(
                OnMismatch.FAIL,
                integer("a"),
                ColumnSamples.field("s", ColumnSamples.UTF8),
                ColumnSamples.field("b", ColumnSamples.BOOL));
        append(appender, WireBytes.record().integer("a", 1).string("s", "x").bool("b", true));
        appender.finishBatch();
        appender.startBatch();
        appender.finishBatch();
        assertThat(root.getRowCount()).isZero();
        assertThat(ColumnSamples.rows(root)).isEmpty();
    }

    @Test
    void newBatchKeepsNoValuesOfThePreviousOne() {
        RecordAppender appender = appender(
                OnMismatch.FAIL,
                integer("a"),
                ColumnSamples.field("s", ColumnSamples.UTF8),
                ColumnSamples.field("b", ColumnSamples.BOOL));
        MessageBuilder full =
                WireBytes.record().integer("a", 1).string("s", "x").bool("b", true);
        append(appender, full, full, full);
        appender.finishBatch();
        appender.startBatch();
        append(appender, WireBytes.record().bool("b", false), WireBytes.record(), full);
        appender.finishBatch();
        assertThat(ColumnSamples.rows(root))
                .containsExactly(
                        Arrays.asList(null, null, false), Arrays.asList(null, null, null), List.of(1L, "x", true));
    }

    @Test
    void failedRecordLeavesNoPartialRow() {
        RecordAppender appender = appender(
                OnMismatch.FAIL,
                ColumnSamples.field("s", ColumnSamples.UTF8),
                integer("a"),
                ColumnSamples.field("t", ColumnSamples.UTF8));
        append(appender, WireBytes.record().string("s", "one").integer("a", 1));
        assertThatThrownBy(() ->
                        append(appender, WireBytes.record().string("s", "two").real("a", 2)))
                .isInstanceOf(MismatchException.class);
        assertThat(appender.rows()).isEqualTo(1);
        appender.finishBatch();
        assertThat(ColumnSamples.rows(root)).containsExactly(Arrays.asList("one", 1L, null));
    }

    @Test
    void countsMismatchesByColumn() {
        RecordAppender appender = appender(OnMismatch.NULL, integer("a"), ColumnSamples.field("s", ColumnSamples.UTF8));
        append(
                appender,
                WireBytes.record().string("a", "x").string("s", "x"),
                WireBytes.record().real("a", 1).integer("s", 1),
                WireBytes.record().integer("a", 1));
        appender.finishBatch();
        assertThat(appender.mismatchesByColumn()).isEqualTo(Map.of("a", 2L, "s", 1L));
        assertThat(appender.mismatches()).isEqualTo(3);
        assertThat(ColumnSamples.rows(root))
                .containsExactly(Arrays.asList(null, "x"), Arrays.asList(null, null), Arrays.asList(1L, null));
    }

    @Test
    void requiredBinMustBePresentAndFit() {
        RecordAppender appender =
                appender(OnMismatch.NULL, ColumnSamples.required("a", ColumnSamples.INT64), integer("b"));
        append(appender, WireBytes.record().integer("a", 1));
        // A key that was not found has no bins: that is not an error.
        append(appender, WireBytes.record().result(2));
        assertThatThrownBy(
                        () -> append(appender, WireBytes.record().digest(1, 1).integer("b", 1)))
                .isInstanceOf(MismatchException.class)
                .hasMessageContaining("bin 'a' of the record with digest 0100")
                .hasMessageContaining("is absent");
        assertThatThrownBy(() -> append(appender, WireBytes.record().string("a", "x")))
                .isInstanceOf(MismatchException.class)
                .hasMessageContaining("digest unknown");
    }

    @Test
    void readsTheBinThatTheFieldMetadataNames() {
        Field renamed = new Field(
                "column",
                new FieldType(true, ColumnSamples.INT64, null, Map.of(FieldMetadata.BIN_METADATA, "bin")),
                null);
        RecordAppender appender = appender(OnMismatch.FAIL, renamed);
        append(appender, WireBytes.record().integer("column", 1).integer("bin", 2));
        appender.finishBatch();
        assertThat(ColumnSamples.row(root, 0)).containsEntry("column", 2L);
        assertThat(RequestedValues.of(root.getSchema()).bins()).isEqualTo(BinSelection.of(List.of("bin")));
    }

    @Test
    void readsMetadataFromTheRecord() {
        RecordAppender appender = appender(
                OnMismatch.FAIL,
                Arrays.stream(MetadataColumn.values())
                        .map(MetadataColumn::field)
                        .toArray(Field[]::new));
        long epoch = 1_262_304_000;
        int later = (int) (System.currentTimeMillis() / 1000 - epoch) + 1000;
        append(
                appender,
                WireBytes.record()
                        .digest(4095, 1)
                        .set("s")
                        .key(3, "key".getBytes(StandardCharsets.UTF_8))
                        .generation(7)
                        .voidTime(later),
                // Void-times are unsigned: 2^31 is not negative.
                WireBytes.record().digest(0, 1).voidTime(0x8000_0000),
                WireBytes.record().digest(0, 2).voidTime(1),
                WireBytes.record().result(2).generation(0).voidTime(9));
        appender.finishBatch();
        Map<String, Object> first = ColumnSamples.row(root, 0);
        assertThat(first)
                .containsEntry("__key", "key")
                .containsEntry("__set", "s")
                .containsEntry("__generation", 7)
                .containsEntry("__expiry", (later + epoch) * 1_000_000)
                .containsEntry("__partition", 4095)
                .containsEntry("__result_code", 0);
        assertThat((byte[]) first.get("__digest")).isEqualTo(MessageBuilder.digestOf(4095, 1));
        assertThat((long) first.get("__ttl")).isBetween(900L, 1000L);
        assertThat(ColumnSamples.row(root, 1)).containsEntry("__expiry", ((1L << 31) + epoch) * 1_000_000);
        // An expired record may still be readable. Its TTL is 1, because writing 0 means the namespace's default.
        assertThat(ColumnSamples.row(root, 2)).containsEntry("__ttl", 1L);
        Map<String, Object> missing = ColumnSamples.row(root, 3);
        missing.values().removeIf(Objects::isNull);
        assertThat(missing).isEqualTo(Map.of("__result_code", 2, "__mismatch", List.of()));
    }

    @Test
    void readsKeysAsTheDeclaredType() {
        byte[] stream = WireBytes.stream(
                WireBytes.record().key(42),
                WireBytes.record().key(3, new byte[] {'k'}),
                WireBytes.record().key(4, new byte[] {1}),
                WireBytes.record());
        Map<ArrowType, List<Object>> expected = Map.of(
                ColumnSamples.INT64, Arrays.asList(42L, null, null, null),
                ColumnSamples.UTF8, Arrays.asList(null, "k", null, null));
        for (Map.Entry<ArrowType, List<Object>> type : expected.entrySet()) {
            RecordAppender appender = appender(OnMismatch.NULL, ColumnSamples.field("__key", type.getKey()));
            WireBytes.forEachBlock(stream, appender::append);
            appender.finishBatch();
            assertThat(ColumnSamples.rows(root).stream().map(row -> row.get(0)).toList())
                    .isEqualTo(type.getValue());
            root.close();
            RecordAppender failing = appender(OnMismatch.FAIL, ColumnSamples.field("__key", type.getKey()));
            assertThatThrownBy(() -> WireBytes.forEachBlock(stream, failing::append))
                    .isInstanceOf(MismatchException.class)
                    .hasMessageContaining("__key");
            root.close();
        }
        RecordAppender appender = appender(OnMismatch.NULL, ColumnSamples.field("__key", ColumnSamples.INT64));
        assertThatThrownBy(() -> append(appender, WireBytes.record().key(1, new byte[4])))
                .isInstanceOf(ProtocolViolationException.class);
    }

    @Test
    void readsExpiriesInTheUnitOfTheirColumn() {
        for (TimeUnit unit : TimeUnit.values()) {
            RecordAppender appender =
                    appender(OnMismatch.FAIL, ColumnSamples.field("__expiry", new ArrowType.Timestamp(unit, "UTC")));
            append(appender, WireBytes.record().voidTime(-1));
            appender.finishBatch();
            long factor = switch (unit) {
                case SECOND -> 1;
                case MILLISECOND -> 1_000;
                case MICROSECOND -> 1_000_000;
                case NANOSECOND -> 1_000_000_000;
            };
            assertThat(ColumnSamples.rows(root).get(0)).containsExactly((0xffff_ffffL + 1_262_304_000) * factor);
            root.close();
        }
        root = null;
    }

    @Test
    void rejectsABlockLargerThanTheRoomInTheBatch() {
        RecordAppender appender = appender(OnMismatch.FAIL, 3, Long.MAX_VALUE, integer("a"));
        MessageBuilder record = WireBytes.record().integer("a", 1);
        append(appender, record, record);
        assertThat(appender.room()).isEqualTo(1);
        assertThatThrownBy(() -> append(appender, record, record))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 records do not fit in a batch that has room for 1");
        append(appender, record);
        appender.finishBatch();
        assertThat(root.getRowCount()).isEqualTo(3);
    }

    /** A lookup adds what it knows of the key if the answer omits it, and overwrites nothing. */
    @Test
    void lookupsCompleteTheRecord() {
        RecordAppender appender = appender(
                OnMismatch.FAIL,
                MetadataColumn.DIGEST.field(),
                ColumnSamples.field("__key", ColumnSamples.INT64),
                MetadataColumn.SET.field());
        io.netty.buffer.ByteBuf known = WireBytes.direct(WireBytes.concat(
                MessageBuilder.digestOf(9, 9), WireBytes.longBytes(9), "nine".getBytes(StandardCharsets.UTF_8)));
        try {
            long address = io.aeroarrow.internal.bytes.RawMemory.address(known);
            WireBytes.forEachBlock(
                    WireBytes.stream(
                            WireBytes.record(),
                            WireBytes.record().digest(1, 1).key(1).set("one")),
                    records -> {
                        for (int i = 0; i < records.size(); i++) {
                            RecordCursor record = records.get(i);
                            record.completeDigest(address);
                            record.completeKey(Particle.INTEGER, address + 20, 8);
                            record.completeSet(address + 28, 4);
                        }
                        appender.append(records);
                    });
        } finally {
            known.release();
        }
        appender.finishBatch();
        assertThat((byte[]) ColumnSamples.row(root, 0).get("__digest")).isEqualTo(MessageBuilder.digestOf(9, 9));
        assertThat(ColumnSamples.row(root, 0)).containsEntry("__key", 9L).containsEntry("__set", "nine");
        assertThat((byte[]) ColumnSamples.row(root, 1).get("__digest")).isEqualTo(MessageBuilder.digestOf(1, 1));
        assertThat(ColumnSamples.row(root, 1)).containsEntry("__key", 1L).containsEntry("__set", "one");
    }

    @Test
    void schemaDefinesTheRequestedBins() {
        Schema metadataOnly = new Schema(List.of(MetadataColumn.KEY.field(), MetadataColumn.DIGEST.field()));
        assertThat(RequestedValues.of(metadataOnly).bins()).isEqualTo(BinSelection.none());
        assertThat(SchemaBins.requiresBin(metadataOnly)).isFalse();
        Schema bins = new Schema(
                List.of(integer("b"), MetadataColumn.KEY.field(), ColumnSamples.required("a", ColumnSamples.INT64)));
        assertThat(RequestedValues.of(bins).bins()).isEqualTo(BinSelection.of(List.of("b", "a")));
        assertThat(SchemaBins.requiresBin(bins)).isTrue();
        assertThatThrownBy(() -> RequestedValues.of(new Schema(List.of(integer("sixteen-bytes-xx")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sixteen-bytes-xx");
    }

    @Test
    void expiryMustBeATimestampOrAnInteger() {
        Field day = ColumnSamples.field("__expiry", new ArrowType.Date(DateUnit.DAY));
        assertThatThrownBy(() -> appender(OnMismatch.FAIL, day))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'__expiry'")
                .hasMessageContaining("Date(DAY)");
    }

    @Test
    void countsMetadataThatDoesNotFit() {
        RecordAppender appender = appender(OnMismatch.NULL, integer("__key"), integer("a"));
        append(
                appender,
                WireBytes.record().digest(1, 1).key(3, new byte[] {'k'}).integer("a", 1));
        assertThat(appender.mismatchesByColumn()).isEqualTo(Map.of("__key", 1L));
        assertThat(appender.mismatches()).isEqualTo(1);
    }
}
