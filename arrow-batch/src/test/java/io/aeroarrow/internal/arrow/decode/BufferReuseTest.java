package io.aeroarrow.internal.arrow.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.internal.request.WireBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.TransferPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each batch reuses the vectors' memory, unless another owner shares it. */
class BufferReuseTest {

    private final BufferAllocator allocator = new RootAllocator();
    private VectorSchemaRoot root;
    private RecordAppender appender;

    @BeforeEach
    void openRoot() {
        Schema schema = new Schema(List.of(
                ColumnSamples.field("i", ColumnSamples.INT64),
                ColumnSamples.field("s", ColumnSamples.UTF8),
                ColumnSamples.field("b", new ArrowType.Bool())));
        root = VectorSchemaRoot.create(schema, allocator);
        appender = new RecordAppender(root, new RecordAppender.Source("test", "", OnMismatch.FAIL), 4, Long.MAX_VALUE);
    }

    @AfterEach
    void closeRoot() {
        root.close();
        allocator.close();
    }

    private void fill(long number, String text, boolean bool) {
        appender.startBatch();
        WireBytes.MessageBuilder record =
                WireBytes.record().integer("i", number).string("s", text).bool("b", bool);
        WireBytes.forEachBlock(WireBytes.stream(record, record), appender::append);
        appender.finishBatch();
    }

    private BigIntVector integers() {
        return (BigIntVector) root.getVector("i");
    }

    private VarCharVector texts() {
        return (VarCharVector) root.getVector("s");
    }

    private BitVector bools() {
        return (BitVector) root.getVector("b");
    }

    private List<ArrowBuf> buffers() {
        return List.of(
                integers().getDataBuffer(),
                integers().getValidityBuffer(),
                texts().getDataBuffer(),
                texts().getOffsetBuffer(),
                texts().getValidityBuffer(),
                bools().getDataBuffer());
    }

    private static String text(ArrowBuf buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void reusesMemoryThatNoOtherOwnerShares() {
        fill(1, "one", true);
        List<ArrowBuf> before = buffers();
        long allocated = allocator.getAllocatedMemory();
        fill(2, "two", false);
        List<ArrowBuf> after = buffers();
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i)).isSameAs(before.get(i));
        }
        assertThat(allocator.getAllocatedMemory()).isEqualTo(allocated);
        assertThat(integers().get(0)).isEqualTo(2);
        assertThat(texts().getObject(0)).hasToString("two");
        assertThat(bools().get(0)).isZero();
    }

    @Test
    void keepsRetainedBuffersUnchanged() {
        fill(1, "one", true);
        List<ArrowBuf> held = buffers();
        held.forEach(buffer -> buffer.getReferenceManager().retain());
        fill(2, "two", false);
        assertThat(held.get(0).getLong(0)).isEqualTo(1);
        assertThat(text(held.get(2), 3)).isEqualTo("one");
        assertThat(held.get(5).getByte(0)).isEqualTo((byte) 0b11);
        assertThat(integers().get(0)).isEqualTo(2);
        held.forEach(buffer -> buffer.getReferenceManager().release());
    }

    /** ArrowReader empties the root before it loads a batch. */
    @Test
    void keepsRetainedBuffersUnchangedAfterTheRootWasEmptied() {
        fill(1, "one", true);
        List<ArrowBuf> held = buffers();
        held.forEach(buffer -> buffer.getReferenceManager().retain());
        root.setRowCount(0);
        fill(2, "two", false);
        assertThat(held.get(0).getLong(0)).isEqualTo(1);
        assertThat(text(held.get(2), 3)).isEqualTo("one");
        assertThat(held.get(5).getByte(0)).isEqualTo((byte) 0b11);
        held.forEach(buffer -> buffer.getReferenceManager().release());
    }

    @Test
    void keepsASliceOfTheRootUnchanged() {
        fill(1, "one", true);
        try (VectorSchemaRoot slice = root.slice(0, 1)) {
            root.setRowCount(0);
            fill(2, "two", false);
            assertThat(slice.getVector("i").getObject(0)).isEqualTo(1L);
            assertThat(slice.getVector("s").getObject(0)).hasToString("one");
            assertThat(slice.getVector("b").getObject(0)).isEqualTo(true);
        }
    }

    @Test
    void keepsASliceInAnotherAllocatorUnchanged() {
        fill(1, "one", true);
        try (BufferAllocator other = allocator.newChildAllocator("other", 0, Long.MAX_VALUE)) {
            TransferPair numbers = integers().getTransferPair(other);
            TransferPair strings = texts().getTransferPair(other);
            numbers.splitAndTransfer(0, 1);
            strings.splitAndTransfer(0, 1);
            fill(2, "two", false);
            assertThat(((BigIntVector) numbers.getTo()).get(0)).isEqualTo(1);
            assertThat(((VarCharVector) strings.getTo()).getObject(0)).hasToString("one");
            assertThat(integers().get(0)).isEqualTo(2);
            numbers.getTo().close();
            strings.getTo().close();
        }
    }

    @Test
    void keepsTransferredMemoryUnchanged() {
        fill(1, "one", true);
        TransferPair numbers = integers().getTransferPair(allocator);
        numbers.transfer();
        fill(2, "two", false);
        assertThat(((BigIntVector) numbers.getTo()).get(0)).isEqualTo(1);
        assertThat(integers().get(0)).isEqualTo(2);
        numbers.getTo().close();
    }

    @Test
    void stringLargerThanTheBufferGrowsIt() {
        String large = "x".repeat(5000);
        fill(1, large, true);
        assertThat(texts().getObject(0)).hasToString(large);
        ArrowBuf grown = texts().getDataBuffer();
        fill(2, large.replace('x', 'y'), true);
        assertThat(texts().getDataBuffer()).isSameAs(grown);
        assertThat(texts().getObject(0)).hasToString(large.replace('x', 'y'));
    }
}
