package io.aeroarrow.internal.arrow.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.impl.UnionListViewWriter;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Damaged vectors are refused, with the column and the first row that cannot be read. */
class VectorCheckTest {

    private static final int ROWS = 20;

    private final RootAllocator allocator = new RootAllocator();
    private final MapDictionaryProvider dictionaries = new MapDictionaryProvider();

    @AfterEach
    void nothingIsLeaked() {
        allocator.close();
    }

    private void assertReadable(FieldVector vector) {
        assertThatCode(() -> VectorCheck.requireReadable(vector, vector.getValueCount(), dictionaries))
                .doesNotThrowAnyException();
    }

    private void assertDamaged(FieldVector vector, String... parts) {
        assertThatThrownBy(() -> VectorCheck.requireReadable(vector, vector.getValueCount(), dictionaries))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts)
                .hasMessageContaining("damaged");
    }

    private static void fill(VarCharVector text) {
        for (int i = 0; i < ROWS; i++) {
            text.setSafe(i, ("value " + i).getBytes(UTF_8));
        }
        text.setNull(3);
        text.setValueCount(ROWS);
    }

    @Test
    void offsetsPastTheDataAreRefused() {
        try (VarCharVector text = new VarCharVector("name", allocator)) {
            fill(text);
            assertReadable(text);
            text.getOffsetBuffer().setInt(4L * ROWS, 200_000_000);
            assertDamaged(text, "column 'name', row 19", "ends at byte 200000000");
        }
    }

    @Test
    void fallingAndNegativeOffsetsAreRefused() {
        try (VarCharVector text = new VarCharVector("name", allocator)) {
            fill(text);
            text.getOffsetBuffer().setInt(4L * 8, 1);
            assertDamaged(text, "row 7", "ends at offset 1");
            text.getOffsetBuffer().setInt(4L * 8, -1);
            assertDamaged(text, "row 7", "ends at offset -1");
            text.getOffsetBuffer().setInt(4L * 8, Integer.MIN_VALUE);
            assertDamaged(text, "row 7", "ends at offset -2147483648");
            text.getOffsetBuffer().setInt(0, -5);
            assertDamaged(text, "row 0", "begins at offset -5");
        }
    }

    @Test
    void largeOffsetsAreChecked() {
        try (LargeVarCharVector text = new LargeVarCharVector("name", allocator)) {
            for (int i = 0; i < ROWS; i++) {
                text.setSafe(i, "abc".getBytes(UTF_8));
            }
            text.setValueCount(ROWS);
            assertReadable(text);
            text.getOffsetBuffer().setLong(8L * 2, Long.MAX_VALUE);
            assertDamaged(text, "row 1", "ends at byte 9223372036854775807");
            text.getOffsetBuffer().setLong(8L * 2, Long.MIN_VALUE);
            assertDamaged(text, "row 1", "ends at offset -9223372036854775808");
        }
    }

    @Test
    void shortBuffersAreRefused() {
        try (BigIntVector numbers = new BigIntVector("n", allocator);
                BitVector flags = new BitVector("flag", allocator);
                VarCharVector text = new VarCharVector("name", allocator);
                ArrowBuf one = allocator.buffer(8);
                ArrowBuf many = allocator.buffer(512)) {
            many.setZero(0, 512);
            ArrowFieldNode node = new ArrowFieldNode(ROWS * 5, 0);
            numbers.loadFieldBuffers(node, List.of(many, one));
            assertDamaged(numbers, "column 'n', row 1", "value buffer of 8 bytes");
            flags.loadFieldBuffers(new ArrowFieldNode(ROWS * 5, 1), List.of(one, many));
            assertDamaged(flags, "column 'flag', row 64", "validity buffer");
            text.loadFieldBuffers(node, List.of(many, one, many));
            assertDamaged(text, "column 'name', row 1", "2 of 101 offsets");
        }
    }

    @Test
    void columnsWithTooFewValuesAreRefused() {
        try (IntVector numbers = new IntVector("n", allocator)) {
            numbers.setSafe(0, 1);
            numbers.setValueCount(1);
            assertThatThrownBy(() -> VectorCheck.requireReadable(numbers, 2, dictionaries))
                    .hasMessageContaining("column 'n', row 1 is missing");
        }
    }

    @Test
    void viewsAreChecked() {
        try (ViewVarCharVector text = new ViewVarCharVector("view", allocator)) {
            for (int i = 0; i < ROWS; i++) {
                text.setSafe(i, ("a value that is longer than twelve bytes " + i).getBytes(UTF_8));
            }
            text.setNull(4);
            text.setValueCount(ROWS);
            assertReadable(text);
            ArrowBuf views = text.getDataBuffer();
            views.setInt(16L * 4 + 8, 99);
            assertReadable(text);
            views.setInt(16L * 5 + 12, 1 << 30);
            assertDamaged(text, "column 'view', row 5", "offset 1073741824 of buffer");
            views.setInt(16L * 5 + 8, 70);
            assertDamaged(text, "row 5", "lies in buffer 70 of");
            views.setInt(16L * 2, -3);
            assertDamaged(text, "row 2", "length -3");
        }
    }

    @Test
    void listsNameTheRowOfTheirElement() {
        try (ListVector lists = ListVector.empty("tags", allocator)) {
            UnionListWriter writer = lists.getWriter();
            for (int row = 0; row < ROWS; row++) {
                writer.setPosition(row);
                writer.startList();
                for (int i = 0; i < row % 3; i++) {
                    writer.writeVarChar("tag " + i);
                }
                writer.endList();
            }
            lists.setValueCount(ROWS);
            assertReadable(lists);
            VarCharVector elements = (VarCharVector) lists.getDataVector();
            int last = elements.getValueCount();
            elements.getOffsetBuffer().setInt(4L * last, 1 << 29);
            assertDamaged(lists, "column 'tags', row 19", "child '$data$'", "ends at byte 536870912");
            lists.getOffsetBuffer().setInt(4L * ROWS, 1 << 20);
            assertDamaged(lists, "row 19", "ends at element 1048576, but there are only " + last);
        }
    }

    @Test
    void largeAndFixedSizeListsAreChecked() {
        try (LargeListVector large = LargeListVector.empty("large", allocator);
                FixedSizeListVector fixed = FixedSizeListVector.empty("fixed", 3, allocator)) {
            FieldType number = FieldType.nullable(new ArrowType.Int(32, true));
            IntVector elements = (IntVector) large.addOrGetVector(number).getVector();
            for (int row = 0; row < ROWS; row++) {
                large.startNewValue(row);
                elements.setSafe(row, row);
                large.endValue(row, 1);
            }
            large.setValueCount(ROWS);
            assertReadable(large);
            large.getOffsetBuffer().setLong(8L * ROWS, ROWS + 1);
            assertDamaged(large, "column 'large', row 19", "ends at element 21");

            fixed.addOrGetVector(number);
            fixed.setValueCount(ROWS);
            assertReadable(fixed);
            fixed.getDataVector().setValueCount(ROWS);
            assertDamaged(fixed, "column 'fixed', row 6", "all rows have 20 of 60");
        }
    }

    @Test
    void fieldsOfStructsAreChecked() {
        try (StructVector struct = StructVector.empty("address", allocator)) {
            VarCharVector city =
                    struct.addOrGet("city", FieldType.nullable(ArrowType.Utf8.INSTANCE), VarCharVector.class);
            fill(city);
            for (int i = 0; i < ROWS; i++) {
                struct.setIndexDefined(i);
            }
            struct.setValueCount(ROWS);
            assertReadable(struct);
            city.getOffsetBuffer().setInt(4L * 10, 1 << 28);
            assertDamaged(struct, "column 'address', row 9", "child 'city'");
        }
    }

    @Test
    void valuesOfDictionariesAreChecked() {
        DictionaryEncoding encoding = new DictionaryEncoding(7, false, null);
        try (VarCharVector values = new VarCharVector("values", allocator);
                IntVector indexes = new IntVector(
                        "colour", new FieldType(true, new ArrowType.Int(32, true), encoding), allocator)) {
            fill(values);
            dictionaries.put(new Dictionary(values, encoding));
            indexes.setSafe(0, 1);
            indexes.setValueCount(1);
            assertReadable(indexes);
            values.getOffsetBuffer().setInt(4L * 2, 1 << 28);
            assertDamaged(indexes, "column 'colour', dictionary 7, value 1");
        }
    }

    @Test
    void listViewsAreChecked() {
        try (ListViewVector lists =
                new ListViewVector("l", allocator, FieldType.nullable(ArrowType.ListView.INSTANCE), null)) {
            UnionListViewWriter writer = lists.getWriter();
            for (int i = 0; i < ROWS; i++) {
                writer.setPosition(i);
                writer.startListView();
                writer.bigInt().writeBigInt(i);
                writer.endListView();
            }
            lists.setValueCount(ROWS);
            assertReadable(lists);
            lists.getSizeBuffer().setInt(4L * 7, 200);
            assertDamaged(lists, "column 'l', row 7", "200 elements at offset 7, but there are only 20");
            lists.getSizeBuffer().setInt(4L * 7, 1);
            lists.getOffsetBuffer().setInt(4L * 3, -1);
            assertDamaged(lists, "column 'l', row 3", "at offset -1");
        }
    }

    @Test
    void largeListViewsAreChecked() {
        FieldType type = FieldType.nullable(ArrowType.LargeListView.INSTANCE);
        try (LargeListViewVector lists = new LargeListViewVector("l", allocator, type, null)) {
            VarCharVector texts =
                    (VarCharVector) (FieldVector) lists.addOrGetVector(FieldType.nullable(ArrowType.Utf8.INSTANCE))
                            .getVector();
            lists.allocateNew();
            texts.setSafe(0, "zero".getBytes(UTF_8));
            texts.setSafe(1, "one".getBytes(UTF_8));
            texts.setValueCount(2);
            for (int i = 0; i < ROWS; i++) {
                lists.setValidity(i, 1);
                lists.getOffsetBuffer().setLong(8L * i, i % 2);
                lists.getSizeBuffer().setLong(8L * i, 1);
            }
            lists.setValueCount(ROWS);
            texts.setValueCount(2);
            assertReadable(lists);
            lists.getSizeBuffer().setLong(8L * 5, Long.MAX_VALUE);
            assertDamaged(lists, "column 'l', row 5", "9223372036854775807 elements");
            lists.getSizeBuffer().setLong(8L * 5, 1);
            texts.getOffsetBuffer().setInt(4L * 2, 1_000_000);
            assertDamaged(lists, "column 'l', row 1", "child '" + texts.getName() + "'", "ends at byte 1000000");
        }
    }

    @Test
    void runsAreChecked() {
        Field values = new Field("values", FieldType.nullable(ArrowType.Utf8.INSTANCE), null);
        Field ends = new Field("run_ends", FieldType.notNullable(new ArrowType.Int(32, true)), null);
        Field field = new Field("r", FieldType.notNullable(ArrowType.RunEndEncoded.INSTANCE), List.of(ends, values));
        try (RunEndEncodedVector runs = (RunEndEncodedVector) field.createVector(allocator)) {
            IntVector last = (IntVector) runs.getRunEndsVector();
            VarCharVector texts = (VarCharVector) runs.getValuesVector();
            for (int i = 0; i < 4; i++) {
                last.setSafe(i, (i + 1) * 5);
                texts.setSafe(i, ("run " + i).getBytes(UTF_8));
            }
            last.setValueCount(4);
            texts.setValueCount(4);
            runs.setValueCount(ROWS);
            assertReadable(runs);
            last.set(1, 5);
            assertDamaged(runs, "column 'r', row 5", "lies in run 1, which ends at 5");
            last.set(1, 10);
            last.set(3, 17);
            assertDamaged(runs, "column 'r', row 17", "lies in no run");
            last.set(3, 20);
            texts.getOffsetBuffer().setInt(4L * 3, 1_000_000);
            assertDamaged(runs, "column 'r', row 10", "child 'values'", "ends at byte 1000000");
        }
    }
}
