package io.aeroarrow.files.internal.column;

import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.UInt2Vector;

/** Gets integers of 8 to 64 bits, and the types stored as one, such as times. */
@FunctionalInterface
public interface LongGetter {

    long get(int index);

    static LongGetter of(FieldVector vector) {
        if (!(vector instanceof BaseFixedWidthVector fixed)) {
            throw FieldVectors.unsupported(vector.getField());
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
                    throw FieldVectors.unsupported(vector.getField());
                }
                yield index -> fixed.getDataBuffer().getLong(index * 8L);
            }
        };
    }
}
