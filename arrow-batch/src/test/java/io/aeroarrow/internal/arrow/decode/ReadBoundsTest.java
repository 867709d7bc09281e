package io.aeroarrow.internal.arrow.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordDecoder;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.value.Particle;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records that end at the end of readable memory: the next page is mapped from a truncated file, so that a read there
 * fails.
 */
@EnabledOnOs(OS.LINUX)
class ReadBoundsTest {

    private static final int READABLE_BYTES = 64 << 10;

    private static final Schema SCHEMA = new Schema(List.of(struct(
            "bin",
            struct(
                    "in",
                    ColumnSamples.field("a longer name", ColumnSamples.INT64),
                    ColumnSamples.field("another", ColumnSamples.UTF8)),
            list("list", ColumnSamples.field("e", ColumnSamples.UTF8)),
            list("deep", struct("e", ColumnSamples.field("a name as long as may be here", ColumnSamples.BOOL))),
            ColumnSamples.field("text", ColumnSamples.UTF8),
            ColumnSamples.field("number", ColumnSamples.INT64),
            ColumnSamples.field("real", ColumnSamples.FLOAT64),
            ColumnSamples.field("flag", ColumnSamples.BOOL),
            ColumnSamples.field("bytes", ColumnSamples.BINARY))));

    private ByteBuffer memory = ByteBuffer.allocate(0);

    @BeforeEach
    void map(@TempDir Path folder) throws IOException {
        try (FileChannel file = FileChannel.open(
                folder.resolve("memory"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            memory = file.map(MapMode.READ_WRITE, 0, 2 * READABLE_BYTES);
            file.truncate(READABLE_BYTES);
        }
    }

    @AfterEach
    void unmap() {
        memory = ByteBuffer.allocate(0);
    }

    @Test
    void readingPastTheEndFails() {
        long end = RawMemory.address(memory) + READABLE_BYTES;
        assertThatThrownBy(() -> assertThat(RawMemory.getByte(end)).isZero()).isInstanceOf(InternalError.class);
    }

    /** The record ends with the value of one field. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "81a303696e80",
                "81a303696e81a2037801",
                "81a303696e81a203787f",
                "81a303696e82a2037801a20379a103",
                "81a303696e82c70001c0a2037890",
                "81a5036c69737490",
                "81a5036c69737491a103",
                "81a5036c69737492c70001a20361",
                "81a5036c697374dc0001d9020361",
                "81a503646565709180",
                "81a503646565709181a2037801",
                "81a503646565709181a20378c0",
                "81a50374657874a103",
                "81a50374657874a20361",
                "81a50374657874d9020361",
                "81a7036e756d62657201",
                "81a7036e756d626572cc80",
                "81a5037265616c01",
                "81a503666c6167c3",
                "81a6036279746573a104",
                "81a2037801",
                "80"
            })
    void readsNothingPastTheLastValue(String digits) {
        byte[] stream = WireBytes.frame(WireBytes.record()
                .digest(1, 1)
                .bin("bin", Particle.MAP, HexFormat.of().parseHex(digits)));
        memory.position(READABLE_BYTES - stream.length);
        RawMemory.copy(stream, 0, RawMemory.address(memory), stream.length);
        memory.limit(READABLE_BYTES);
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator);
                RecordDecoder decoder = new RecordDecoder()) {
            RecordAppender appender = new RecordAppender(
                    root, new RecordAppender.Source("test", "set", OnMismatch.NULL), 64, Long.MAX_VALUE);
            appender.startBatch();
            decoder.offer(Unpooled.wrappedBuffer(memory));
            RecordBlock block = new RecordBlock();
            assertThat(decoder.next(block.get(0))).isTrue();
            block.add();
            appender.append(block);
            appender.finishBatch();
            assertThat(ColumnSamples.rows(root)).hasSize(1).allMatch(row -> row.get(0) != null);
        }
    }

    private static Field list(String name, Field element) {
        return new Field(name, FieldType.nullable(new ArrowType.List()), List.of(element));
    }

    private static Field struct(String name, Field... fields) {
        return new Field(name, FieldType.nullable(new ArrowType.Struct()), List.of(fields));
    }
}
