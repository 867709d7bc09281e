package io.aeroarrow.internal.arrow.decode.nested;

import io.aeroarrow.internal.answer.OpBytes;
import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.arrow.decode.column.WrappingAppender;
import io.aeroarrow.internal.request.ExpressionRead;

/** Appends values from subsets of maps, which servers computed. The bin's own map is not known. */
public final class MapSubsetAppender extends WrappingAppender {

    /**
     * @param column the column of the subset, or of a value in it
     */
    public MapSubsetAppender(ColumnAppender column) {
        super(column);
    }

    @Override
    public boolean append(int row, int particle, long value, int length) {
        return !ExpressionRead.isOtherType(value, length) && column.append(row, particle, value, length);
    }

    @Override
    public int appendOps(int firstRow, long[] ops, int from, int to) {
        int end = from;
        while (end < to && !isOtherType(ops[end])) {
            end++;
        }
        return column.appendOps(firstRow, ops, from, end);
    }

    private static boolean isOtherType(long op) {
        if (op == 0) {
            return false;
        }
        long header = OpBytes.header(op);
        return ExpressionRead.isOtherType(OpBytes.value(op, header), OpBytes.valueLength(header));
    }

    @Override
    public int binParticle(long op) {
        return isOtherType(op)
                ? ExpressionRead.otherType(OpBytes.value(op, OpBytes.header(op)))
                : super.binParticle(op);
    }
}
