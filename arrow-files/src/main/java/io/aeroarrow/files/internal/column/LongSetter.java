package io.aeroarrow.files.internal.column;

import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;

/** Sets integers of 8 to 64 bits, and the types stored as one, such as times. */
@FunctionalInterface
public interface LongSetter {

    void set(int index, long value);

    static LongSetter of(FieldVector vector) {
        if (!(vector instanceof BaseFixedWidthVector fixed)) {
            throw FieldVectors.unsupported(vector.getField());
        }
        int width = fixed.getTypeWidth();
        return (index, value) -> {
            while (index >= fixed.getValueCapacity()) {
                fixed.reAlloc();
            }
            BitVectorHelper.setBit(fixed.getValidityBuffer(), index);
            switch (width) {
                case Byte.BYTES -> fixed.getDataBuffer().setByte(index, (byte) value);
                case Short.BYTES -> fixed.getDataBuffer().setShort(index * 2L, (short) value);
                case Integer.BYTES -> fixed.getDataBuffer().setInt(index * 4L, (int) value);
                case Long.BYTES -> fixed.getDataBuffer().setLong(index * 8L, value);
                default -> throw FieldVectors.unsupported(vector.getField());
            }
        };
    }
}
