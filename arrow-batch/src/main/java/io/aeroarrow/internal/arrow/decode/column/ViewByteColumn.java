package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.arrow.check.ArrowMemory;
import io.aeroarrow.internal.arrow.check.ViewLayout;
import io.aeroarrow.internal.bytes.RawMemory;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;

/**
 * Fills a view vector. View vectors are newer than the Arrow version that this code compiles against, so it uses only the
 * methods of {@link FieldVector}.
 */
public final class ViewByteColumn extends ByteColumn {

    private static final long MIN_DATA_BYTES = 64 << 10;

    private final FieldVector vector;
    private final Validity validity = new Validity();
    private long views;
    private int capacity;
    /** The index, among the data buffers, of the buffer that receives long values. */
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
        views = ArrowMemory.address(vector.getDataBuffer());
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
        long view = views + (long) row * ViewLayout.VIEW_BYTES;
        RawMemory.putInt(view, length);
        if (length <= ViewLayout.MAX_INLINE) {
            RawMemory.putLong(view + ViewLayout.VALUE_AT, 0);
            RawMemory.putInt(view + ViewLayout.OFFSET_AT, 0);
            RawMemory.copy(value, view + ViewLayout.VALUE_AT, length);
            return;
        }
        if (end + length > dataCapacity) {
            addData(length);
            view = views + (long) row * ViewLayout.VIEW_BYTES;
        }
        RawMemory.copy(value, data + end, length);
        RawMemory.putInt(view + ViewLayout.VALUE_AT, RawMemory.getInt(value));
        RawMemory.putInt(view + ViewLayout.BUFFER_AT, buffer);
        RawMemory.putInt(view + ViewLayout.OFFSET_AT, (int) end);
        end += length;
    }

    /**
     * Adds a data buffer to the vector, which owns the buffer from then on. The size doubles with each buffer, up to 1
     * GiB, unless the value needs more.
     */
    private void addData(int length) {
        dataBytes = Math.max(MIN_DATA_BYTES, Math.min(2 * dataBytes, Integer.MAX_VALUE / 2));
        ArrowBuf added = vector.getAllocator().buffer(Math.max(dataBytes, length));
        List<ArrowBuf> buffers = new ArrayList<>(vector.getFieldBuffers());
        buffers.add(added);
        try {
            buffers.subList(0, buffers.size() - 1)
                    .forEach(existing -> existing.getReferenceManager().retain());
            // A null count of 1 makes the vector keep its validity buffer.
            vector.loadFieldBuffers(new ArrowFieldNode(capacity, 1), buffers);
        } finally {
            buffers.forEach(each -> each.getReferenceManager().release());
        }
        buffer = buffers.size() - 1 - ViewLayout.BUFFERS_BEFORE;
        data = ArrowMemory.address(added);
        dataCapacity = added.capacity();
        end = 0;
        locate();
    }

    @Override
    void appendNull(int row) {
        validity.setNull(row);
        long view = views + (long) row * ViewLayout.VIEW_BYTES;
        RawMemory.putLong(view, 0);
        RawMemory.putLong(view + Long.BYTES, 0);
    }

    @Override
    void truncate(int rows) {
        // The data of removed long values stays unused.
        validity.truncate(rows);
    }

    @Override
    public void finishBatch(int rows) {
        validity.finish(rows);
        vector.setValueCount(rows);
    }
}
