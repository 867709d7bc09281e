package io.aeroarrow.vector;

import io.aeroarrow.protocol.OpBytes;
import io.aeroarrow.protocol.Particle;
import io.aeroarrow.protocol.RecordBlock;
import io.aeroarrow.protocol.RecordCursor;
import java.util.List;

/** Where the records of a block hold the values of each column. */
final class BinPlaces {

    private final Name[] names;
    /** By column and place in the block, the address of the op that holds the value; 0 if the record has no such bin. */
    private final long[] ops;

    BinPlaces(List<String> bins) {
        names = bins.stream().map(Name::new).toArray(Name[]::new);
        ops = new long[names.length * RecordBlock.CAPACITY];
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
        return ops[start(column) + index] == 0;
    }

    /**
     * Finds the ops of records that have all bins in the order of the columns; servers answer in that of the request.
     *
     * @return false if there is a record that is not so; then nothing is found
     */
    boolean findInOrder(RecordBlock block, int from, int to) {
        int count = names.length;
        long[] found = ops;
        for (int i = from; i < to; i++) {
            RecordCursor record = block.get(i);
            if (record.opCount() != count) {
                return false;
            }
            for (int column = 0, place = i; column < count; column++, place += RecordBlock.CAPACITY) {
                found[place] = record.op(column);
            }
        }
        for (int column = 0; column < count; column++) {
            if (!names[column].areOf(found, start(column) + from, start(column) + to)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Finds the ops of any record.
     *
     * @param index its place in the block
     * @return how many columns it has no value for
     * @throws io.aeroarrow.model.ProtocolViolationException if it holds a bin twice
     */
    int find(int index, RecordCursor record, Mismatches errors) {
        for (int column = 0; column < names.length; column++) {
            ops[start(column) + index] = 0;
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
                ops[start(column) + index] = op;
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
