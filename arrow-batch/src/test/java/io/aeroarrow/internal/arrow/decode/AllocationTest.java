package io.aeroarrow.internal.arrow.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.value.Particle;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

/** Decoding allocates no heap memory per record. */
class AllocationTest {

    private static final int RECORDS = 20_000;
    private static final Schema SCHEMA = new Schema(List.of(
            ColumnSamples.field("int", ColumnSamples.INT64),
            ColumnSamples.field("text", ColumnSamples.UTF8),
            ColumnSamples.field("real", ColumnSamples.FLOAT64),
            ColumnSamples.field("bool", ColumnSamples.BOOL),
            new Field(
                    "list",
                    FieldType.nullable(new ArrowType.List()),
                    List.of(ColumnSamples.field("e", ColumnSamples.UTF8))),
            new Field(
                    "struct",
                    FieldType.nullable(new ArrowType.Struct()),
                    List.of(
                            ColumnSamples.field("a", ColumnSamples.UTF8),
                            ColumnSamples.field("b", ColumnSamples.INT64))),
            ColumnSamples.field("blob", ColumnSamples.BINARY),
            part("path", ColumnSamples.INT64, "struct", FieldMetadata.PATH_METADATA, "b"),
            part("elements", ColumnSamples.INT64, "list", FieldMetadata.VALUE_METADATA, FieldMetadata.ELEMENTS_VALUE),
            part("bytes", ColumnSamples.INT64, "blob", FieldMetadata.VALUE_METADATA, FieldMetadata.BYTES_VALUE),
            VariantsTest.variant("variant"),
            MetadataColumn.RECORD_SIZE.field(),
            MetadataColumn.LAST_UPDATE.field()));

    private static Field part(String name, ArrowType type, String bin, String key, String value) {
        return new Field(
                name, new FieldType(true, type, null, Map.of(FieldMetadata.BIN_METADATA, bin, key, value)), null);
    }

    @Test
    void allocatesLessThanOneByteOfHeapPerRecord() {
        WireBytes.MessageBuilder record = WireBytes.record()
                .digest(1, 1)
                .integer("int", 7)
                .string("text", "some text")
                .real("real", 1.5)
                .bool("bool", true)
                .bin("list", Particle.LIST, HexFormat.of().parseHex("92a20361a303c3a4"))
                .bin("struct", Particle.MAP, HexFormat.of().parseHex("82a20361a20378a2036207"))
                .bin("blob", Particle.BLOB, new byte[32])
                .bin("variant", Particle.MAP, HexFormat.of().parseHex("82a20361a20378a2036291cb3ff8000000000000"))
                .integer("0", 256)
                .integer("1", 1_800_000_000_000_000_000L);
        WireBytes.MessageBuilder[] records = new WireBytes.MessageBuilder[RECORDS];
        Arrays.fill(records, record);
        byte[] stream = WireBytes.stream(records);
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator)) {
            RecordAppender appender = new RecordAppender(
                    root, new RecordAppender.Source("ns", "set", OnMismatch.FAIL), RECORDS, Long.MAX_VALUE);
            RecordBlock block = new RecordBlock();
            decode(stream, block, appender);
            // The first run has made all one-time allocations, such as larger vectors.
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long thread = Thread.currentThread().getId();
            long before = threads.getThreadAllocatedBytes(thread);
            decode(stream, block, appender);
            long allocated = threads.getThreadAllocatedBytes(thread) - before;
            assertThat(root.getRowCount()).isEqualTo(RECORDS);
            assertThat(ColumnSamples.row(root, RECORDS - 1))
                    .containsEntry("path", 7L)
                    .containsEntry("elements", 2L)
                    .containsEntry("bytes", 32L)
                    .containsEntry("__record_size", 256L);
            assertThat(allocated).isPositive().isLessThan(RECORDS);
        }
    }

    private static void decode(byte[] stream, RecordBlock block, RecordAppender appender) {
        appender.startBatch();
        WireBytes.forEachBlock(stream, block, appender::append);
        appender.finishBatch();
    }
}
