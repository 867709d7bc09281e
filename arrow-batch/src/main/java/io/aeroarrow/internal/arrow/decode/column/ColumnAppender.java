package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.answer.OpBytes;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.internal.value.PlainMsgpack;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.ReferenceManager;

/**
 * Writes one column's values into its vector, in ascending rows, by address. The vector's type is resolved once, when
 * the appender is made.
 */
public abstract class ColumnAppender {

    /** Makes room for a batch of at most {@code rows} rows, all null. */
    public abstract void startBatch(int rows);

    /**
     * Appends a value that lies {@code length} bytes long at an address.
     *
     * @return false if the type of this column cannot hold it exactly; then nothing was appended
     */
    public abstract boolean append(int row, int particle, long value, int length);

    /**
     * Appends the values of ops, or nulls where there is none. Integers, floats, and texts and bytes have this very loop again:
     * compiled for one kind of column, it looks nothing up. For others that was not measured to pay.
     *
     * @param firstRow the row of the op at place 0
     * @param ops their addresses, 0 for none
     * @param from the first place
     * @param to behind the last place
     * @return the first place whose value the type of this column cannot hold exactly, which was not appended; or
     *     {@code to}
     */
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

    /** Appends the value of an op; as {@link #append}. */
    public boolean appendOp(int row, long op) {
        long header = OpBytes.header(op);
        return append(row, OpBytes.particle(header), OpBytes.value(op, header), OpBytes.valueLength(header));
    }

    /** Appends a null. */
    public abstract void appendNull(int row);

    /** Appends an integer that is no particle of its own; as {@link #append} otherwise. */
    public boolean appendNumber(int row, long number) {
        return false;
    }

    /** Appends an integer above the largest long, given by its bits; as {@link #append} otherwise. */
    boolean appendUnsigned(int row, long bits) {
        return false;
    }

    /** Appends a float; as {@link #append} otherwise. */
    boolean appendReal(int row, double real) {
        return false;
    }

    /** Appends a boolean; as {@link #append} otherwise. */
    boolean appendBool(int row, boolean bool) {
        return false;
    }

    /**
     * Appends the value that a cursor is on, an element of a list or map. Where that is a container, the cursor goes
     * past all of it, unless this returns false.
     *
     * @return false if the type of this column cannot hold it exactly
     */
    public boolean appendElement(int row, MsgpackCursor element) {
        return switch (element.kind()) {
            case NIL -> {
                appendNull(row);
                yield true;
            }
            case BOOL -> appendBool(row, element.number() == 1);
            case INTEGER -> appendNumber(row, element.number());
            case UNSIGNED -> appendUnsigned(row, element.number());
            case FLOAT -> appendReal(row, element.real());
            // GeoJSON has no cells in front of it here, so that it is read as the text it is.
            case STRING, GEOJSON -> append(row, Particle.STRING, element.bytes(), element.length());
            case BLOB -> append(row, Particle.BLOB, element.bytes(), element.length());
            case LIST, MAP, EXTENSION -> false;
        };
    }

    /**
     * Appends the element of a list or map at an address, if it is as most are; as {@link #appendElement} otherwise.
     *
     * @param at an address before {@code end}
     * @param end nothing is read from there on
     * @return the address behind it; 0 if it has to be looked at more closely, and then nothing was appended
     */
    public long appendPlain(int row, long at, long end) {
        return 0;
    }

    /**
     * Appends values of maps that {@link PlainMsgpack#skip} went over, or nulls where there is none. Each ends where that says.
     * Integers, floats and texts, which never look behind the value's own bytes, have a loop without that.
     *
     * @param values their addresses, 0 for none
     * @return the first place whose value has to be looked at more closely, which was not appended; or {@code to}
     */
    public int appendValues(int firstRow, long[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            long value = values[i];
            if (value == 0) {
                appendNull(firstRow + i);
            } else if (appendPlain(firstRow + i, value, PlainMsgpack.skip(value, Long.MAX_VALUE)) == 0) {
                return i;
            }
        }
        return to;
    }

    /**
     * Appends elements that lie one behind the other, as by {@link #appendPlain}; nil becomes null.
     *
     * @param nullable whether the column may hold nulls
     * @return the address behind the last; 0 if one has to be looked at more closely, when some may have been appended
     */
    public final long appendAllPlain(int firstRow, int count, boolean nullable, long at, long end) {
        long next = at;
        for (int i = 0; i < count && next != 0; i++) {
            next = appendPlainOrNull(firstRow + i, nullable, next, end);
        }
        return next;
    }

    /** As {@link #appendPlain}, also for nil, and at the end. */
    public final long appendPlainOrNull(int row, boolean nullable, long at, long end) {
        if (at >= end) {
            return 0;
        }
        if (!PlainMsgpack.isNil(at)) {
            return appendPlain(row, at, end);
        }
        if (!nullable) {
            return 0;
        }
        appendNull(row);
        return at + 1;
    }

    /** Makes room for so many rows in all, which only columns of elements need. */
    public abstract void reserve(int rows);

    /** Finds the vector's memory again, after somebody else made it larger. */
    public abstract void locate();

    /** Takes back all rows from the given one on. */
    public abstract void truncate(int rows);

    /** Hands the rows over to the vector. */
    public abstract void finishBatch(int rows);

    /**
     * Whether somebody besides a vector holds on to its memory, which must not be written to any more then.
     *
     * @param buffers all buffers of the vector; some of them may lie in one piece of memory
     */
    public static boolean isShared(ArrowBuf... buffers) {
        for (ArrowBuf buffer : buffers) {
            ReferenceManager memory = buffer.getReferenceManager();
            int own = 0;
            for (ArrowBuf other : buffers) {
                own += other.getReferenceManager() == memory ? 1 : 0;
            }
            // Memory that went over to another allocator, as by a transfer of a slice, is accounted for there.
            if (buffer.capacity() > 0 && (memory.getRefCount() > own || memory.getAccountedSize() == 0)) {
                return true;
            }
        }
        return false;
    }
}
