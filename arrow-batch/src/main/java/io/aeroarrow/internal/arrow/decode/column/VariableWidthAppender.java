package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.internal.value.PlainMsgpack;

/** Appends strings and blobs as bytes, with one copy from the record to the {@link ByteColumn}. */
public class VariableWidthAppender extends ColumnAppender {

    private final ByteColumn bytes;

    public VariableWidthAppender(ByteColumn bytes) {
        this.bytes = bytes;
    }

    @Override
    public int appendOps(int firstRow, long[] ops, int from, int to) {
        for (int i = from; i < to; i++) {
            long op = ops[i];
            if (op == 0) {
                appendNull(firstRow + i);
            } else if (!appendOp(firstRow + i, op)) {
                return i;
            }
        }
        return to;
    }

    @Override
    public boolean append(int row, int particle, long value, int length) {
        return accepts(particle, value, length) && store(row, value, length);
    }

    @Override
    public long appendPlain(int row, long at, long end) {
        int header = PlainMsgpack.stringHeader(at);
        if (header == 0 || end - at < header) {
            return 0;
        }
        int size = PlainMsgpack.stringSize(at, header);
        if (size == 0 || end - at < header + size) {
            return 0;
        }
        long value = at + header + 1;
        boolean appended =
                accepts(RawMemory.getUnsignedByte(at + header), value, size - 1) && store(row, value, size - 1);
        return appended ? value + size - 1 : 0;
    }

    /** Whether this column stores the bytes of a value unchanged. */
    boolean accepts(int particle, long value, int length) {
        return Particle.isBlob(particle) || particle == Particle.STRING;
    }

    /** See {@link ByteColumn#storeShortAscii}. */
    final boolean storeShortAscii(int row, long value, int length) {
        return bytes.storeShortAscii(row, value, length);
    }

    final boolean store(int row, long value, int length) {
        bytes.store(row, value, length);
        return true;
    }

    @Override
    public final void startBatch(int rows) {
        bytes.startBatch(rows);
    }

    @Override
    public final void locate() {
        bytes.locate();
    }

    @Override
    public final void reserve(int rows) {
        bytes.reserve(rows);
    }

    @Override
    public final void truncate(int rows) {
        bytes.truncate(rows);
    }

    @Override
    public final void appendNull(int row) {
        bytes.appendNull(row);
    }

    @Override
    public final void finishBatch(int rows) {
        bytes.finishBatch(rows);
    }
}
