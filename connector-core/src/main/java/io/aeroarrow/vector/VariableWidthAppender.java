package io.aeroarrow.vector;

import io.aeroarrow.protocol.Particle;
import io.aeroarrow.protocol.RawMemory;
import org.apache.arrow.vector.BaseVariableWidthVector;

/** Appends text or bytes: one copy from the record to the vector. */
abstract class VariableWidthAppender extends ColumnAppender {

    private static final long SMALLEST_DATA = 1024;
    /** A GeoJSON value starts with its flags and the number of its cells. */
    private static final int GEOJSON_HEADER = 3;

    private final BaseVariableWidthVector vector;
    private long validity;
    private long offsets;
    private long data;
    private long dataCapacity;
    private long end;

    VariableWidthAppender(BaseVariableWidthVector vector) {
        this.vector = vector;
    }

    static VariableWidthAppender utf8(BaseVariableWidthVector vector) {
        return new Text(vector);
    }

    static VariableWidthAppender binary(BaseVariableWidthVector vector) {
        return new Bytes(vector);
    }

    @Override
    final void startBatch(int rows) {
        if (vector.getValueCapacity() < rows
                || isShared(vector.getValidityBuffer(), vector.getOffsetBuffer(), vector.getDataBuffer())) {
            // What the last batch took is the best guess for this one.
            long bytes = Math.max(SMALLEST_DATA, vector.getDataBuffer().capacity());
            vector.clear();
            vector.allocateNew(bytes, rows);
        }
        locate();
        end = 0;
        RawMemory.fill(validity, (rows + 7L) >> 3, (byte) 0);
        RawMemory.putInt(offsets, 0);
    }

    private void locate() {
        validity = vector.getValidityBufferAddress();
        offsets = vector.getOffsetBufferAddress();
        data = vector.getDataBufferAddress();
        dataCapacity = vector.getDataBuffer().capacity();
    }

    final boolean store(int row, long value, int length) {
        if (end + length > dataCapacity) {
            grow(length);
        }
        RawMemory.copy(value, data + end, length);
        end += length;
        RawMemory.putInt(offsets + ((long) (row + 1) << 2), (int) end);
        FixedWidthAppender.setBit(validity, row);
        return true;
    }

    private void grow(int length) {
        long needed = end + length;
        if (needed > Integer.MAX_VALUE) {
            throw new IllegalStateException("a batch holds more than 2 GiB in column '" + vector.getName()
                    + "'; read fewer rows or bytes a batch");
        }
        vector.reallocDataBuffer(Math.max(needed, Math.min(2 * dataCapacity, Integer.MAX_VALUE)));
        locate();
    }

    @Override
    final void appendNull(int row) {
        RawMemory.putInt(offsets + ((long) (row + 1) << 2), (int) end);
    }

    @Override
    final void finishBatch(int rows) {
        vector.setLastSet(rows - 1);
        vector.setValueCount(rows);
    }

    private static final class Text extends VariableWidthAppender {
        Text(BaseVariableWidthVector vector) {
            super(vector);
        }

        @Override
        boolean append(int row, int particle, long value, int length) {
            if (particle == Particle.STRING) {
                return Utf8.isValid(value, length) && store(row, value, length);
            }
            return particle == Particle.GEOJSON && appendGeoJson(row, value, length);
        }

        private boolean appendGeoJson(int row, long value, int length) {
            if (length < GEOJSON_HEADER) {
                return false;
            }
            int skipped = GEOJSON_HEADER + RawMemory.getUnsignedShortBE(value + 1) * Long.BYTES;
            int text = length - skipped;
            return text >= 0 && Utf8.isValid(value + skipped, text) && store(row, value + skipped, text);
        }
    }

    private static final class Bytes extends VariableWidthAppender {
        Bytes(BaseVariableWidthVector vector) {
            super(vector);
        }

        @Override
        boolean append(int row, int particle, long value, int length) {
            return (Particle.isBlob(particle) || particle == Particle.STRING) && store(row, value, length);
        }
    }
}
