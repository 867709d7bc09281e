package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.internal.arrow.check.ArrowMemory;
import io.aeroarrow.internal.arrow.check.ViewLayout;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.jspecify.annotations.Nullable;

/** Finds the bytes of a vector's elements in memory, for text and binary vectors of every layout. */
abstract class ByteRange {

    private ByteRange() {}

    /** Returns the ranges of a vector; null if it is neither text nor binary. */
    static @Nullable ByteRange of(FieldVector vector) {
        if (vector instanceof BaseVariableWidthVector bytes) {
            return new Plain(bytes);
        } else if (vector instanceof BaseLargeVariableWidthVector bytes) {
            return new Large(bytes);
        } else if (vector instanceof FixedSizeBinaryVector bytes) {
            return new Fixed(bytes);
        } else if (VectorValues.isView(vector.getField().getType())) {
            return new Views(vector);
        }
        return null;
    }

    abstract long address(int row);

    abstract int length(int row);

    private static final class Plain extends ByteRange {
        private final BaseVariableWidthVector vector;

        Plain(BaseVariableWidthVector vector) {
            this.vector = vector;
        }

        @Override
        long address(int row) {
            return ArrowMemory.address(vector.getDataBuffer()) + vector.getStartOffset(row);
        }

        @Override
        int length(int row) {
            return vector.getValueLength(row);
        }
    }

    private static final class Large extends ByteRange {
        private final BaseLargeVariableWidthVector vector;

        Large(BaseLargeVariableWidthVector vector) {
            this.vector = vector;
        }

        @Override
        long address(int row) {
            return ArrowMemory.address(vector.getDataBuffer())
                    + vector.getOffsetBuffer().getLong((long) row * Long.BYTES);
        }

        @Override
        int length(int row) {
            return vector.getValueLength(row);
        }
    }

    private static final class Fixed extends ByteRange {
        private final FixedSizeBinaryVector vector;

        Fixed(FixedSizeBinaryVector vector) {
            this.vector = vector;
        }

        @Override
        long address(int row) {
            return ArrowMemory.address(vector.getDataBuffer()) + (long) row * vector.getByteWidth();
        }

        @Override
        int length(int row) {
            return vector.getByteWidth();
        }
    }

    private static final class Views extends ByteRange {
        private final ArrowBuf views;
        private final List<ArrowBuf> buffers;

        Views(FieldVector vector) {
            views = vector.getDataBuffer();
            buffers = vector.getFieldBuffers();
        }

        @Override
        long address(int row) {
            long view = (long) row * ViewLayout.VIEW_BYTES;
            return length(row) <= ViewLayout.MAX_INLINE
                    ? ArrowMemory.address(views) + view + ViewLayout.VALUE_AT
                    : ArrowMemory.address(
                                    buffers.get(ViewLayout.BUFFERS_BEFORE + views.getInt(view + ViewLayout.BUFFER_AT)))
                            + views.getInt(view + ViewLayout.OFFSET_AT);
        }

        @Override
        int length(int row) {
            return views.getInt((long) row * ViewLayout.VIEW_BYTES);
        }
    }
}
