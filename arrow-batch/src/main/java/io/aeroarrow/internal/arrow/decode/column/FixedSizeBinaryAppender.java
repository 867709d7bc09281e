package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.Particle;
import org.apache.arrow.vector.FixedSizeBinaryVector;

/** Appends blobs of one fixed length. */
public final class FixedSizeBinaryAppender extends FixedWidthAppender {

    private final int width;

    public FixedSizeBinaryAppender(FixedSizeBinaryVector vector) {
        super(vector);
        width = vector.getByteWidth();
    }

    @Override
    public boolean append(int row, int particle, long value, int length) {
        if (length != width || !Particle.isBlob(particle)) {
            return false;
        }
        RawMemory.copy(value, data() + (long) row * width, width);
        return true;
    }
}
