package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.answer.OpBytes;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.internal.value.PlainMsgpack;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.ReferenceManager;

/**
 * Writes the values of one column into the memory of its vector, by address, in ascending order of rows. The vector's
 * type is resolved once, when the appender is created.
 */
public abstract class ColumnAppender {

    /**
     * Starts a batch and makes room for at least {@code rows} rows. Shared memory is replaced, see {@link #isShared}.
     */
    public abstract void startBatch(int rows);

    /**
     * Appends a value.
     *
     * @param particle the value's type, see {@link Particle}
     * @param value the address of the value
     * @param length the size of the value in bytes
     * @return false if the type of this column cannot hold the value exactly; then nothing is appended
     */
    public abstract boolean append(int row, int particle, long value, int length);

    /**
     * Appends the values of ops. The appenders of integers, floats, strings and bytes repeat this loop, so that the JIT
     * compiles it for one type without virtual calls. For other types, measurements showed no gain.
     *
     * @param firstRow the row of the op at index 0
     * @param ops the addresses of the ops; 0 for a null
     * @param from the first index
     * @param to the index after the last one
     * @return the first index whose value the type of this column cannot hold exactly, and which is not appended; or
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

    /** Appends the value of an op; otherwise as {@link #append}. */
    public boolean appendOp(int row, long op) {
        long header = OpBytes.header(op);
        return append(row, OpBytes.particle(header), OpBytes.value(op, header), OpBytes.valueLength(header));
    }

    /** The type of the bin whose value an op holds, or was computed from. */
    public int binParticle(long op) {
        return OpBytes.particle(OpBytes.header(op));
    }

    /** Appends a null. */
    public abstract void appendNull(int row);

    /** Appends an integer that is given by its value; otherwise as {@link #append}. */
    public boolean appendNumber(int row, long number) {
        return false;
    }

    /** Appends an integer above {@link Long#MAX_VALUE}, given by its unsigned bits; otherwise as {@link #append}. */
    boolean appendUnsigned(int row, long bits) {
        return false;
    }

    /** Appends a float; otherwise as {@link #append}. */
    boolean appendReal(int row, double real) {
        return false;
    }

    /** Appends a boolean; otherwise as {@link #append}. */
    boolean appendBool(int row, boolean bool) {
        return false;
    }

    /**
     * Appends an element of a list or map: the current value of a cursor. If this returns true for a container, the
     * cursor has read the whole container.
     *
     * @return false if the type of this column cannot hold the element exactly
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
            // Inside lists and maps, GeoJSON has no cell ids before its text.
            case STRING, GEOJSON -> append(row, Particle.STRING, element.bytes(), element.length());
            case BLOB -> append(row, Particle.BLOB, element.bytes(), element.length());
            case LIST, MAP, EXTENSION -> false;
        };
    }

    /**
     * Appends an element of a list or map that has a common form, see {@link PlainMsgpack}. {@link #appendElement}
     * appends elements in any form.
     *
     * @param at the address of the element, before {@code end}
     * @param end the limit: no byte is read from this address on
     * @return the address after the element; 0 if the element needs {@link #appendElement}, and then nothing is
     *     appended
     */
    public long appendPlain(int row, long at, long end) {
        return 0;
    }

    /**
     * Appends the values of one field of many maps. {@link PlainMsgpack#skip} must have accepted each value, and gives
     * its end. The appenders of integers, floats and strings never read past a value: their loops need no end.
     *
     * @param firstRow the row of the value at index 0
     * @param values the addresses of the values; 0 for a null
     * @param from the first index
     * @param to the index after the last one
     * @return the first index whose value needs {@link #appendElement}, and which is not appended; or {@code to}
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
     * Appends {@code count} consecutive elements as {@link #appendPlain} does; nil becomes null.
     *
     * @param nullable whether the column may hold nulls
     * @return the address after the last element; 0 if an element needs {@link #appendElement}, and then some elements
     *     may have been appended
     */
    public final long appendAllPlain(int firstRow, int count, boolean nullable, long at, long end) {
        long next = at;
        for (int i = 0; i < count && next != 0; i++) {
            next = appendPlainOrNull(firstRow + i, nullable, next, end);
        }
        return next;
    }

    /** As {@link #appendPlain}, but also appends nil as null, and returns 0 if {@code at} is not before {@code end}. */
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

    /** Makes room for {@code rows} rows in total. Only columns of elements grow during a batch. */
    public abstract void reserve(int rows);

    /** Reads the addresses of the vector's memory again, after other code reallocated it. */
    public abstract void locate();

    /** Removes all rows from index {@code rows} on. */
    public abstract void truncate(int rows);

    /** Ends the batch and sets the vector's row count to {@code rows}. */
    public abstract void finishBatch(int rows);

    /**
     * Whether another owner retains memory of a vector. Such memory must not be overwritten.
     *
     * @param buffers all buffers of the vector; several of them may share one allocation
     */
    public static boolean isShared(ArrowBuf... buffers) {
        for (ArrowBuf buffer : buffers) {
            ReferenceManager memory = buffer.getReferenceManager();
            int own = 0;
            for (ArrowBuf other : buffers) {
                own += other.getReferenceManager() == memory ? 1 : 0;
            }
            // Memory transferred to another allocator, for example with a slice, is accounted for there.
            if (buffer.capacity() > 0 && (memory.getRefCount() > own || memory.getAccountedSize() == 0)) {
                return true;
            }
        }
        return false;
    }
}
