package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.bytes.RawMemory;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;

/**
 * Views: 16 bytes a row that hold a short value, or the start of a longer one and where the rest of it lies. The vectors
 * are newer than the Arrow that this is compiled against, so that they are filled through what all vectors have.
 */
public final class ViewByteColumn extends ByteColumn {

    private static final int VIEW_SHIFT = 4;
    private static final int INLINE = 12;
    private static final int PREFIX = 4;
    private static final int BUFFER_OFFSET = 8;
    private static final int DATA_OFFSET = 12;
    private static final int FIRST_DATA = 2;
    private static final long SMALLEST_DATA = 64 << 10;

    private final FieldVector vector;
    private final Validity validity = new Validity();
    private long views;
    private int capacity;
    /** The buffer that long values go to, counted among the data buffers. */
    private int buffer;

    private long data;
    private long dataCapacity;
    private long end;
    private long dataBytes;

    public ViewByteColumn(FieldVector vector) {
        this.vector = vector;
    }

    @Override
    public void startBatch(int rows) {
        vector.clear();
        vector.setInitialCapacity(rows);
        vector.allocateNew();
        validity.start(vector.getValidityBuffer());
        locate();
        buffer = -1;
        data = 0;
        dataCapacity = 0;
        end = 0;
    }

    @Override
    void locate() {
        validity.locate(vector.getValidityBuffer());
        views = vector.getDataBuffer().memoryAddress();
        capacity = vector.getValueCapacity();
    }

    @Override
    public void reserve(int rows) {
        if (rows > capacity) {
            while (vector.getValueCapacity() < rows) {
                vector.reAlloc();
            }
            locate();
        }
    }

    @Override
    public void store(int row, long value, int length) {
        long view = views + ((long) row << VIEW_SHIFT);
        RawMemory.putInt(view, length);
        if (length <= INLINE) {
            RawMemory.putLong(view + PREFIX, 0);
            RawMemory.putInt(view + DATA_OFFSET, 0);
            RawMemory.copy(value, view + PREFIX, length);
            return;
        }
        if (end + length > dataCapacity) {
            addData(length);
            view = views + ((long) row << VIEW_SHIFT);
        }
        RawMemory.copy(value, data + end, length);
        RawMemory.putInt(view + PREFIX, RawMemory.getInt(value));
        RawMemory.putInt(view + BUFFER_OFFSET, buffer);
        RawMemory.putInt(view + DATA_OFFSET, (int) end);
        end += length;
    }

    /** Gives the vector one more buffer, as large as all that came so far: the vector owns it from there on. */
    private void addData(int length) {
        dataBytes = Math.max(SMALLEST_DATA, Math.min(2 * dataBytes, Integer.MAX_VALUE / 2));
        ArrowBuf more = vector.getAllocator().buffer(Math.max(dataBytes, length));
        List<ArrowBuf> buffers = new ArrayList<>(vector.getFieldBuffers());
        buffers.add(more);
        try {
            buffers.subList(0, buffers.size() - 1)
                    .forEach(own -> own.getReferenceManager().retain());
            // With a null among the rows, so that the vector keeps the buffer that says which.
            vector.loadFieldBuffers(new ArrowFieldNode(capacity, 1), buffers);
        } finally {
            buffers.forEach(own -> own.getReferenceManager().release());
        }
        buffer = buffers.size() - 1 - FIRST_DATA;
        data = more.memoryAddress();
        dataCapacity = more.capacity();
        end = 0;
        locate();
    }

    @Override
    void appendNull(int row) {
        validity.setNull(row);
        long view = views + ((long) row << VIEW_SHIFT);
        RawMemory.putLong(view, 0);
        RawMemory.putLong(view + Long.BYTES, 0);
    }

    @Override
    void truncate(int rows) {
        // What long values took stays unused.
        validity.truncate(rows);
    }

    @Override
    public void finishBatch(int rows) {
        validity.finish(rows);
        vector.setValueCount(rows);
    }
}
