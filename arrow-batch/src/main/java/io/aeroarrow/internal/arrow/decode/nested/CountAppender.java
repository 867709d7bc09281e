package io.aeroarrow.internal.arrow.decode.nested;

import io.aeroarrow.internal.answer.OpBytes;
import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.arrow.decode.column.WrappingAppender;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.Particle;

/** Appends counts of what bins hold, instead of their values. */
public final class CountAppender extends WrappingAppender {

    private enum Source {
        ELEMENTS,
        BYTES,
        SERVER
    }

    private final MsgpackCursor cursor = new MsgpackCursor();
    private final Source source;

    private CountAppender(Source source, ColumnAppender column) {
        super(column);
        this.source = source;
    }

    /** Counts the elements of lists and the pairs of maps. */
    public static CountAppender ofElements(ColumnAppender column) {
        return new CountAppender(Source.ELEMENTS, column);
    }

    /** Counts the bytes of blobs, strings and HyperLogLogs. */
    public static CountAppender ofBytes(ColumnAppender column) {
        return new CountAppender(Source.BYTES, column);
    }

    /** Appends what a server counted; the negative number of a type stands for a bin of this type. */
    public static CountAppender counted(ColumnAppender column) {
        return new CountAppender(Source.SERVER, column);
    }

    @Override
    public boolean append(int row, int particle, long value, int length) {
        return switch (source) {
            case ELEMENTS ->
                (particle == Particle.LIST || particle == Particle.MAP)
                        && column.appendNumber(row, elements(value, length));
            case BYTES ->
                (particle == Particle.STRING || particle == Particle.HLL || Particle.isBlob(particle))
                        && column.appendNumber(row, length);
            case SERVER -> {
                long count = particle == Particle.INTEGER && length == Long.BYTES ? RawMemory.getLongBE(value) : -1;
                yield count >= 0 && column.appendNumber(row, count);
            }
        };
    }

    private int elements(long value, int length) {
        cursor.wrap(value, length);
        cursor.next();
        return cursor.enter();
    }

    @Override
    public int binParticle(long op) {
        int particle = super.binParticle(op);
        if (source != Source.SERVER || particle != Particle.INTEGER) {
            return particle;
        }
        long count = RawMemory.getLongBE(OpBytes.value(op, OpBytes.header(op)));
        return count < 0 ? (int) -count : particle;
    }
}
