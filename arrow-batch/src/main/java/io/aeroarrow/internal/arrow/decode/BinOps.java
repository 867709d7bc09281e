package io.aeroarrow.internal.arrow.decode;

import io.aeroarrow.internal.answer.OpBytes;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.arrow.decode.column.NameBytes;
import io.aeroarrow.internal.value.Particle;
import java.util.List;

/** Where the records of a block hold the values of each column. */
final class BinOps {

    private final NameBytes[] names;
    /** By column and place in the block, the address of the op that holds the value; 0 if the record has no such bin. */
    private final long[] found;

    /** Those found by the last call: the above, or those of the block, where they are in order. */
    private long[] ops;

    BinOps(List<String> bins) {
        names = bins.stream().map(NameBytes::new).toArray(NameBytes[]::new);
        found = new long[names.length * RecordBlock.CAPACITY];
        ops = found;
    }

    /** The addresses of ops; those of a column start at {@link #start}. */
    long[] ops() {
        return ops;
    }

    /** Where the addresses of a column's ops start. */
    static int start(int column) {
        return column * RecordBlock.CAPACITY;
    }

    boolean isAbsent(int column, int index) {
        return found[start(column) + index] == 0;
    }

    /**
     * Finds the ops of records that have all bins in the order of the columns; servers answer in that of the request.
     *
     * @return false if there is a record that is not so; then nothing is found
     */
    boolean findInOrder(RecordBlock block, int from, int to) {
        for (int i = from; i < to; i++) {
            if (block.get(i).opCount() != names.length) {
                return false;
            }
        }
        for (int column = 0; column < names.length; column++) {
            if (!names[column].areOf(block.ops(), start(column) + from, start(column) + to)) {
                return false;
            }
        }
        ops = block.ops();
        return true;
    }

    /**
     * Finds the ops of any record.
     *
     * @param index its place in the block
     * @return how many columns it has no value for
     * @throws io.aeroarrow.error.ProtocolViolationException if it holds a bin twice
     */
    int find(int index, RecordCursor record, Mismatches errors) {
        ops = found;
        for (int column = 0; column < names.length; column++) {
            found[start(column) + index] = 0;
        }
        int expected = 0;
        int absent = names.length;
        for (int i = 0; i < record.opCount(); i++) {
            long op = record.op(i);
            int column = expected < names.length && names[expected].isOf(op) ? expected : column(op);
            // A value that is no value leaves the bin absent.
            if (column >= 0 && OpBytes.particle(OpBytes.header(op)) != Particle.NULL) {
                if (!isAbsent(column, index)) {
                    throw errors.twice(column);
                }
                found[start(column) + index] = op;
                absent--;
                expected = column + 1;
            }
        }
        return absent;
    }

    /** The column of an op's bin, or -1. */
    private int column(long op) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].isOf(op)) {
                return i;
            }
        }
        return -1;
    }
}
