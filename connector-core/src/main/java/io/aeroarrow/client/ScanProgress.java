package io.aeroarrow.client;

import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.protocol.KeyDigester;
import io.aeroarrow.protocol.RawMemory;
import java.util.Arrays;
import java.util.BitSet;

/** How far a scan has come in each partition: where it goes on after a failure. */
final class ScanProgress {

    private static final int DIGEST_SIZE = KeyDigester.DIGEST_SIZE;

    private final BitSet pending = new BitSet(PartitionSet.PARTITIONS);
    private final BitSet started = new BitSet(PartitionSet.PARTITIONS);
    private final byte[] digests = new byte[PartitionSet.PARTITIONS * DIGEST_SIZE];

    ScanProgress(PartitionSet partitions) {
        partitions.forEach(pending::set);
    }

    /** The partitions that have not been read to their end. */
    BitSet pending() {
        return pending;
    }

    void done(int partition) {
        pending.clear(partition);
    }

    /** Remembers a record that the caller has taken. */
    void taken(int partition, long digest) {
        RawMemory.copy(digest, digests, partition * DIGEST_SIZE, DIGEST_SIZE);
        started.set(partition);
    }

    /** Whether a record is the one taken last from its partition. */
    boolean isRepeated(int partition, long digest) {
        if (!started.get(partition)) {
            return false;
        }
        int offset = partition * DIGEST_SIZE;
        for (int i = DIGEST_SIZE - 1; i >= 0; i--) {
            if (digests[offset + i] != RawMemory.getByte(digest + i)) {
                return false;
            }
        }
        return true;
    }

    boolean isStarted(int partition) {
        return started.get(partition);
    }

    /** The digest of the record taken last from a partition. */
    byte[] lastDigest(int partition) {
        return Arrays.copyOfRange(digests, partition * DIGEST_SIZE, (partition + 1) * DIGEST_SIZE);
    }
}
