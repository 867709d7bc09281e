package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.internal.digest.BulkKeyDigester;
import io.aeroarrow.internal.digest.KeyDigester;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The digests of keys, computed many at a time when the first of them is asked for. To be asked for in the order of the
 * rows; those of the last rows can be asked for again.
 */
public final class KeyDigests implements AutoCloseable {

    /** How many are computed at a time. */
    public static final int STEP = 512;

    private final BulkKeyDigester digester;
    private final ArrowBuf memory;
    private final int kept;
    private int first;
    private int end;

    /**
     * @param kept how many are held in memory, a multiple of {@link #STEP} or all of them
     */
    public KeyDigests(String set, int kept, BufferAllocator allocator) {
        digester = new BulkKeyDigester(set);
        memory = allocator.buffer((long) kept * KeyDigester.DIGEST_SIZE);
        this.kept = kept;
    }

    /** Starts at a row, perhaps of other keys. The digests of so many rows from there as are kept stay where they are. */
    public void startAt(int row) {
        first = row;
        end = row;
    }

    /** The address of a key's digest; nothing sensible for a row without a key. */
    public long address(KeyColumn keys, int row) {
        while (row >= end) {
            computeStep(keys);
        }
        return at(row);
    }

    private void computeStep(KeyColumn keys) {
        if (end - first == kept) {
            first = end;
        }
        int from = end;
        end = Math.min(keys.size(), from + STEP);
        for (int row = from; row < end; row++) {
            if (keys.problem(row) == null) {
                keys.digest(row, digester, at(row));
            }
        }
        digester.finish();
    }

    private long at(int row) {
        return memory.memoryAddress() + (long) (row - first) * KeyDigester.DIGEST_SIZE;
    }

    @Override
    public void close() {
        memory.close();
    }
}
