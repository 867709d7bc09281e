package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.Particle;

/** Writes times that servers send in nanoseconds to a column of another unit, rounded down. */
public final class UpdateTimeAppender extends WrappingAppender {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long nanosPerUnit;

    /**
     * @param column the column of integers
     * @param unitsPerSecond how many units of the column one second has
     */
    public UpdateTimeAppender(ColumnAppender column, long unitsPerSecond) {
        super(column);
        this.nanosPerUnit = NANOS_PER_SECOND / unitsPerSecond;
    }

    @Override
    public boolean append(int row, int particle, long value, int length) {
        return particle == Particle.INTEGER
                && length == Long.BYTES
                && column.appendNumber(row, Math.floorDiv(RawMemory.getLongBE(value), nanosPerUnit));
    }
}
