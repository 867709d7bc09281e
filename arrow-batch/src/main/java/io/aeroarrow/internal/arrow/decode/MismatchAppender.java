package io.aeroarrow.internal.arrow.decode;

import io.aeroarrow.internal.arrow.decode.column.ByteColumn;
import io.aeroarrow.internal.arrow.decode.column.OffsetByteColumn;
import io.aeroarrow.internal.arrow.decode.column.Validity;
import io.aeroarrow.internal.arrow.decode.nested.ListMemory;
import io.aeroarrow.internal.bytes.RawMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;

/** Fills the column that lists, for each row, the bins that are null because their value did not fit. */
final class MismatchAppender {

    private final ListMemory memory;
    private final ByteColumn names;
    private final Validity validity = new Validity();
    private final ByteBuffer[] texts;
    private long offsets;
    private int end;

    /**
     * @param texts by column, the text that names it in the lists
     * @throws IllegalArgumentException if the vector's type is not a list of utf8
     */
    MismatchAppender(FieldVector vector, List<String> texts) {
        if (!(vector instanceof ListVector list) || !(list.getDataVector() instanceof VarCharVector elements)) {
            throw new IllegalArgumentException("field '" + vector.getName() + "' has the unsupported type "
                    + vector.getField() + ". Declare a list of utf8.");
        }
        this.memory = ListMemory.of(list);
        this.names = OffsetByteColumn.of(elements);
        this.texts = texts.stream().map(MismatchAppender::offHeap).toArray(ByteBuffer[]::new);
    }

    private static ByteBuffer offHeap(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    void startBatch(int rows) {
        memory.prepare(rows);
        names.startBatch(rows);
        validity.start(memory.validity());
        offsets = memory.offsets();
        memory.putEnd(offsets, -1, 0);
        end = 0;
    }

    void append(int row, Mismatches mismatches) {
        int count = mismatches.countInRow();
        if (count > 0) {
            names.reserve(end + count);
            for (int i = 0; i < count; i++) {
                ByteBuffer text = texts[mismatches.columnInRow(i)];
                names.store(end + i, RawMemory.address(text), text.remaining());
            }
            end += count;
        }
        memory.putEnd(offsets, row, end);
    }

    void finishBatch(int rows) {
        names.finishBatch(end);
        validity.finish(rows);
        memory.finish(rows);
    }
}
