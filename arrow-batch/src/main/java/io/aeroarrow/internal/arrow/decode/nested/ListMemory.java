package io.aeroarrow.internal.arrow.decode.nested;

import io.aeroarrow.internal.arrow.check.ArrowMemory;
import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.bytes.RawMemory;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;

/** The memory of a list vector without its elements: 32-bit or 64-bit offsets, and the validity buffer. */
public abstract class ListMemory {

    private final FieldVector vector;
    private final int offsetBytes;

    ListMemory(FieldVector vector, int offsetBytes) {
        this.vector = vector;
        this.offsetBytes = offsetBytes;
    }

    public static ListMemory of(ListVector vector) {
        return new Small(vector);
    }

    public static ListMemory of(LargeListVector vector) {
        return new Large(vector);
    }

    /** Ensures room for {@code rows} rows in memory that no other owner shares. */
    public final void prepare(int rows) {
        if (capacity() < rows || ColumnAppender.isShared(vector.getValidityBuffer(), vector.getOffsetBuffer())) {
            vector.clear();
            vector.setInitialCapacity(rows);
            vector.allocateNew();
        }
    }

    final int capacity() {
        long byOffsets = vector.getOffsetBuffer().capacity() / offsetBytes - 1;
        return (int) Math.min(byOffsets, vector.getValidityBuffer().capacity() * Byte.SIZE);
    }

    /** Makes room for {@code rows} rows. The memory of the elements grows too. */
    final void grow(int rows) {
        while (capacity() < rows) {
            vector.reAlloc();
        }
    }

    public final ArrowBuf validity() {
        return vector.getValidityBuffer();
    }

    final String name() {
        return vector.getName();
    }

    public final long offsets() {
        return ArrowMemory.address(vector.getOffsetBuffer());
    }

    /** Sets the end of a row's elements, which is also the start of the next row's elements. */
    public abstract void putEnd(long offsets, int row, int end);

    /** The start of a row's elements. */
    abstract int start(long offsets, int row);

    public abstract void finish(int rows);

    private static final class Small extends ListMemory {
        private final ListVector vector;

        Small(ListVector vector) {
            super(vector, Integer.BYTES);
            this.vector = vector;
        }

        @Override
        public void putEnd(long offsets, int row, int end) {
            RawMemory.putInt(offsets + ((long) (row + 1) << 2), end);
        }

        @Override
        int start(long offsets, int row) {
            return RawMemory.getInt(offsets + ((long) row << 2));
        }

        @Override
        public void finish(int rows) {
            vector.setLastSet(rows - 1);
            vector.setValueCount(rows);
        }
    }

    private static final class Large extends ListMemory {
        private final LargeListVector vector;

        Large(LargeListVector vector) {
            super(vector, Long.BYTES);
            this.vector = vector;
        }

        @Override
        public void putEnd(long offsets, int row, int end) {
            RawMemory.putLong(offsets + ((long) (row + 1) << 3), end);
        }

        @Override
        int start(long offsets, int row) {
            return (int) RawMemory.getLong(offsets + ((long) row << 3));
        }

        @Override
        public void finish(int rows) {
            vector.setLastSet(rows - 1);
            vector.setValueCount(rows);
        }
    }
}
