package io.aeroarrow.vector;

import io.aeroarrow.protocol.Particle;
import io.aeroarrow.protocol.RawMemory;
import org.apache.arrow.vector.FixedSizeBinaryVector;

/** Appends blobs of exactly one length. */
final class FixedSizeBinaryAppender extends FixedWidthAppender {

    private final int width;

    FixedSizeBinaryAppender(FixedSizeBinaryVector vector) {
        super(vector);
        width = vector.getByteWidth();
    }

    @Override
    boolean append(int row, int particle, long value, int length) {
        if (length != width || !Particle.isBlob(particle)) {
            return false;
        }
        RawMemory.copy(value, data() + (long) row * width, width);
        return true;
    }
}
