package io.aeroarrow.arrow;

import io.aeroarrow.protocol.BulkKeyDigester;
import io.aeroarrow.protocol.KeyDigester;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** The digests of the keys of one root after another, computed many at a time. To be asked for in the order of the rows. */
final class KeyDigests implements AutoCloseable {

    private static final int WINDOW = 1_024;

    private final BulkKeyDigester digester;
    private final ArrowBuf digests;
    private int from;
    private int to;

    KeyDigests(String set, BufferAllocator allocator) {
        digester = new BulkKeyDigester(set);
        digests = allocator.buffer((long) WINDOW * KeyDigester.DIGEST_SIZE);
    }

    /** Starts on another root. */
    void restart() {
        from = 0;
        to = 0;
    }

    /** The address of a key's digest, until the next one is asked for; nothing sensible for a row without a key. */
    long address(KeyColumn keys, int row) {
        if (row >= to) {
            compute(keys, row);
        }
        return at(row);
    }

    private void compute(KeyColumn keys, int first) {
        from = first;
        to = Math.min(keys.size(), first + WINDOW);
        for (int row = from; row < to; row++) {
            if (keys.problem(row) == null) {
                keys.digest(row, digester, at(row));
            }
        }
        digester.finish();
    }

    private long at(int row) {
        return digests.memoryAddress() + (long) (row - from) * KeyDigester.DIGEST_SIZE;
    }

    @Override
    public void close() {
        digests.close();
    }
}
