package io.aeroarrow.internal.arrow.decode;

import io.aeroarrow.internal.answer.OpBytes;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.arrow.decode.column.NameBytes;
import io.aeroarrow.internal.value.Particle;
import java.util.List;

/** Finds the ops that hold the values of bins in the records of a block, and holds their addresses. */
final class BinOpAddresses {

    private final List<String> bins;
    private final NameBytes[] names;
    /**
     * By bin and index in the block, the address of the op that holds the value; 0 if the record has no such bin.
     */
    private final long[] found;

    /** The result of the last search: {@link #found}, or the block's own addresses if all bins are in order. */
    private long[] ops;

    BinOpAddresses(List<String> bins) {
        this.bins = List.copyOf(bins);
        names = bins.stream().map(NameBytes::new).toArray(NameBytes[]::new);
        found = new long[names.length * RecordBlock.CAPACITY];
        ops = found;
    }

    /** The addresses of ops; 0 for an absent bin. The addresses of a bin start at index {@link #start}. */
    long[] ops() {
        return ops;
    }

    /** The index of a bin's first address in {@link #ops}. */
    static int start(int bin) {
        return bin * RecordBlock.CAPACITY;
    }

    /** Whether {@link #find} found no value for a bin in the record at an index. */
    boolean isAbsent(int bin, int index) {
        return found[start(bin) + index] == 0;
    }

    /**
     * Finds the ops of records that have exactly these bins, in order. Most records do, because servers answer
     * in the order of the request.
     *
     * @return false if a record has other bins or another order; then use {@link #find}
     */
    boolean findInOrder(RecordBlock block, int from, int to) {
        for (int i = from; i < to; i++) {
            if (block.get(i).opCount() != names.length) {
                return false;
            }
        }
        for (int bin = 0; bin < names.length; bin++) {
            if (!names[bin].isNameOfAll(block.ops(), start(bin) + from, start(bin) + to)) {
                return false;
            }
        }
        ops = block.ops();
        return true;
    }

    /**
     * Finds the ops of a record with bins in any order.
     *
     * @param index the index of the record in the block
     * @return the number of bins without a value
     * @throws io.aeroarrow.error.ProtocolViolationException if the record holds a bin twice
     */
    int find(int index, RecordCursor record) {
        ops = found;
        for (int bin = 0; bin < names.length; bin++) {
            found[start(bin) + index] = 0;
        }
        int expected = 0;
        int absent = names.length;
        for (int i = 0; i < record.opCount(); i++) {
            long op = record.op(i);
            int bin = expected < names.length && names[expected].isNameOf(op) ? expected : bin(op);
            // A bin with a null value counts as absent.
            if (bin >= 0 && OpBytes.particle(OpBytes.header(op)) != Particle.NULL) {
                if (!isAbsent(bin, index)) {
                    throw Mismatches.duplicateBin(bins.get(bin));
                }
                found[start(bin) + index] = op;
                absent--;
                expected = bin + 1;
            }
        }
        return absent;
    }

    /** The index of the bin of an op, or -1. */
    private int bin(long op) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].isNameOf(op)) {
                return i;
            }
        }
        return -1;
    }
}
