package io.aeroarrow.vector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.aeroarrow.model.OnMismatch;
import io.aeroarrow.protocol.Particle;
import io.aeroarrow.protocol.RecordBlock;
import io.aeroarrow.protocol.Wire;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

/** Decoding takes nothing from the heap for a record. */
class AllocationTest {

    private static final int RECORDS = 20_000;
    private static final Schema SCHEMA = new Schema(List.of(
            Columns.field("int", Columns.INT64),
            Columns.field("text", Columns.UTF8),
            Columns.field("real", Columns.FLOAT64),
            Columns.field("bool", Columns.BOOL),
            new Field("list", FieldType.nullable(new ArrowType.List()), List.of(Columns.field("e", Columns.UTF8))),
            new Field(
                    "struct",
                    FieldType.nullable(new ArrowType.Struct()),
                    List.of(Columns.field("a", Columns.UTF8), Columns.field("b", Columns.INT64))),
            Columns.field("blob", Columns.BINARY)));

    @Test
    void theDecodeLoopTakesLessThanAByteOfHeapForARecord() {
        Wire.MessageBuilder record = Wire.record()
                .digest(1, 1)
                .integer("int", 7)
                .string("text", "some text")
                .real("real", 1.5)
                .bool("bool", true)
                .bin("list", Particle.LIST, HexFormat.of().parseHex("92a20361a303c3a4"))
                .bin("struct", Particle.MAP, HexFormat.of().parseHex("82a20361a20378a2036207"))
                .bin("blob", Particle.BLOB, new byte[32]);
        Wire.MessageBuilder[] records = new Wire.MessageBuilder[RECORDS];
        Arrays.fill(records, record);
        byte[] stream = Wire.stream(records);
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator)) {
            RecordAppender appender = new RecordAppender(
                    root, new RecordAppender.Source("ns", "set", OnMismatch.FAIL), RECORDS, Long.MAX_VALUE);
            RecordBlock block = new RecordBlock();
            decode(stream, block, appender);
            // Whatever is made once, such as larger vectors, is there by now.
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long thread = Thread.currentThread().getId();
            long before = threads.getThreadAllocatedBytes(thread);
            decode(stream, block, appender);
            long allocated = threads.getThreadAllocatedBytes(thread) - before;
            assertThat(root.getRowCount()).isEqualTo(RECORDS);
            assertThat(allocated).isPositive().isLessThan(RECORDS);
        }
    }

    private static void decode(byte[] stream, RecordBlock block, RecordAppender appender) {
        appender.startBatch();
        Wire.forEachBlock(stream, block, appender::append);
        appender.finishBatch();
    }
}
