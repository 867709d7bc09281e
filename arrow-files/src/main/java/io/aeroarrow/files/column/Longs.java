package io.aeroarrow.files.column;

import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.UInt2Vector;

/** Integers of any width, and all that is kept as one. */
@FunctionalInterface
public interface Longs {

    long get(int index);

    static Longs of(FieldVector vector) {
        if (!(vector instanceof BaseFixedWidthVector fixed)) {
            throw Columns.notHere(vector.getField());
        }
        return switch (vector.getMinorType()) {
            case TINYINT -> index -> fixed.getDataBuffer().getByte(index);
            case UINT1 -> index -> fixed.getDataBuffer().getByte(index) & 0xff;
            case SMALLINT -> index -> fixed.getDataBuffer().getShort(index * 2L);
            case UINT2 -> index -> ((UInt2Vector) fixed).get(index);
            case INT, DATEDAY, TIMESEC, TIMEMILLI ->
                index -> fixed.getDataBuffer().getInt(index * 4L);
            case UINT4 -> index -> fixed.getDataBuffer().getInt(index * 4L) & 0xffff_ffffL;
            default -> {
                if (fixed.getTypeWidth() != Long.BYTES) {
                    throw Columns.notHere(vector.getField());
                }
                yield index -> fixed.getDataBuffer().getLong(index * 8L);
            }
        };
    }
}
