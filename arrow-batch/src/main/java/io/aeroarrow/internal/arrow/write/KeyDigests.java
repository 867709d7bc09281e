package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.internal.arrow.check.ArrowMemory;
import io.aeroarrow.internal.digest.BulkKeyDigester;
import io.aeroarrow.internal.digest.KeyDigester;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Computes the digests of keys, {@link #STEP} rows at a time, when the first of them is requested. Request digests in
 * the order of the rows; the digests of the last rows can be requested again.
 */
public final class KeyDigests implements AutoCloseable {

    /** How many digests are computed at a time. */
    public static final int STEP = 512;

    private final BulkKeyDigester digester;
    private final ArrowBuf memory;
    private final int kept;
    private int first;
    private int end;

    /**
     * Creates an instance without keys.
     *
     * @param kept how many digests are held in memory: a multiple of {@link #STEP}, or the number of keys
     */
    public KeyDigests(String set, int kept, BufferAllocator allocator) {
        digester = new BulkKeyDigester(set);
        memory = allocator.buffer((long) kept * KeyDigester.DIGEST_SIZE);
        this.kept = kept;
    }

    /**
     * Starts at a row, also of other keys. The addresses of the digests from there stay valid for as many rows as are
     * kept.
     */
    public void startAt(int row) {
        first = row;
        end = row;
    }

    /** Returns the address of a key's digest. The digest of an invalid key is undefined. */
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
        return ArrowMemory.address(memory) + (long) (row - first) * KeyDigester.DIGEST_SIZE;
    }

    @Override
    public void close() {
        memory.close();
    }
}
