package io.aeroarrow.internal.scan;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.request.QueryRequest;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.IndexQuery.Geo;
import io.aeroarrow.query.IndexQuery.IntegerRange;
import io.aeroarrow.query.IndexQuery.OfBin;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a query in each partition. It decides where to resume after a failure, and whether an arriving record
 * is new.
 */
final class ScanProgress {

    /** The kind of an arriving record, judged by the records before it. */
    enum Arrival {
        /** Not returned before, as far as can be known. */
        NEW,
        /** Returned before, and legitimately sent again after a resume. */
        REPEATED,
        /** Equal to the last record of its partition, which is a protocol violation. */
        DUPLICATE,
        /** Not after the last record of its partition: repeated, or in an order that this client does not know. */
        OUT_OF_ORDER
    }

    private static final int MIDDLE = Long.BYTES;
    private static final int TAIL = 2 * Long.BYTES;

    private final BitSet pending = new BitSet(PartitionSet.PARTITIONS);
    private final BitSet started = new BitSet(PartitionSet.PARTITIONS);
    /** The digest of the last record of each partition, in network order: 8, 8 and 4 bytes. */
    private final long[] heads = new long[PartitionSet.PARTITIONS];

    private final long[] middles = new long[PartitionSet.PARTITIONS];
    private final int[] tails = new int[PartitionSet.PARTITIONS];
    private final long @Nullable [] indexValues;
    private final @Nullable SeenRecords seen;
    /** Partitions whose last record was out of order once. If that happens again, the server has no digest order. */
    private final BitSet disordered = new BitSet(PartitionSet.PARTITIONS);

    private boolean descending;
    /** The partition of the last record, if comparing digests is enough to know that the next one is new; else -1. */
    private int current = -1;

    ScanProgress(PartitionSet partitions, @Nullable IndexQuery index) {
        this(partitions, index, new SeenRecords());
    }

    ScanProgress(PartitionSet partitions, @Nullable IndexQuery index, SeenRecords seen) {
        partitions.forEach(pending::set);
        this.indexValues = index == null ? null : new long[PartitionSet.PARTITIONS];
        this.seen = index != null && mayRepeat(index) ? seen : null;
        this.descending = index == null;
    }

    /**
     * Whether an index query can find a record under several values. The server removes such duplicates, but not across
     * a resume.
     */
    private static boolean mayRepeat(IndexQuery query) {
        if (query.predicate() instanceof Geo) {
            return true;
        }
        boolean several = !(query.index() instanceof OfBin index) || index.collection() != IndexCollection.DEFAULT;
        return several && query.predicate() instanceof IntegerRange range && range.low() < range.high();
    }

    /** The partitions that have not been read to their end. */
    BitSet pending() {
        return pending;
    }

    void done(int partition) {
        pending.clear(partition);
    }

    /** Whether resuming the query would repeat records. */
    boolean cannotResume() {
        return seen != null && seen.isFull() && pending.intersects(started);
    }

    /**
     * The fast path of {@link #arrival} and {@link #taken}: records a record whose digest follows the last one, as
     * almost all do.
     *
     * @return false if the record needs the full check
     */
    boolean takenNext(int partition, RecordCursor record) {
        if (partition != current || Long.compareUnsigned(RawMemory.getLongBE(record.digest()), heads[partition]) >= 0) {
            return false;
        }
        remember(partition, record.digest());
        return true;
    }

    private void remember(int partition, long digest) {
        heads[partition] = RawMemory.getLongBE(digest);
        middles[partition] = RawMemory.getLongBE(digest + MIDDLE);
        tails[partition] = RawMemory.getIntBE(digest + TAIL);
    }

    /** Records that the caller has taken a record: the query resumes after it. */
    void taken(int partition, RecordCursor record) {
        remember(partition, record.digest());
        if (!started.get(partition)) {
            started.set(partition);
        }
        if (indexValues != null) {
            indexValues[partition] = record.indexValue();
        }
        if (seen != null) {
            seen.add(record.digest());
        }
        if (!disordered.isEmpty()) {
            disordered.clear(partition);
        }
        boolean byDigestAlone = seen == null && indexValues == null && descending && disordered.isEmpty();
        current = byDigestAlone ? partition : -1;
    }

    /** Classifies an arriving record. */
    Arrival arrival(int partition, RecordCursor record) {
        if (seen != null) {
            return seen.contains(record.digest()) ? Arrival.REPEATED : Arrival.NEW;
        }
        if (!started.get(partition)) {
            return Arrival.NEW;
        }
        if (indexValues != null) {
            boolean same = indexValues[partition] == record.indexValue() && compare(partition, record.digest()) == 0;
            return same ? Arrival.DUPLICATE : Arrival.NEW;
        }
        int order = compare(partition, record.digest());
        if (order == 0) {
            return Arrival.DUPLICATE;
        }
        return order < 0 || !descending ? Arrival.NEW : outOfOrder(partition);
    }

    /**
     * Handles a record that breaks the descending digest order. Servers are seen to return a partition's records in
     * that order, but do not promise it. The first time a record breaks it, the partition is queried again, resuming
     * after the last record. If the server then sends the same record next, it is not a duplicate, and the server has
     * no such order.
     */
    private Arrival outOfOrder(int partition) {
        current = -1;
        if (disordered.get(partition)) {
            descending = false;
            return Arrival.NEW;
        }
        disordered.set(partition);
        return Arrival.OUT_OF_ORDER;
    }

    /** Compares a digest, as unsigned bytes, with that of the partition's last record. */
    private int compare(int partition, long digest) {
        int order = Long.compareUnsigned(RawMemory.getLongBE(digest), heads[partition]);
        if (order == 0) {
            order = Long.compareUnsigned(RawMemory.getLongBE(digest + MIDDLE), middles[partition]);
        }
        return order == 0 ? Integer.compareUnsigned(RawMemory.getIntBE(digest + TAIL), tails[partition]) : order;
    }

    /** Adds a partition to a request: from its start, or resuming after its last record. */
    void addTo(QueryRequest.Share share, int partition) {
        byte[] digest = ByteBuffer.allocate(KeyDigester.DIGEST_SIZE)
                .putLong(heads[partition])
                .putLong(middles[partition])
                .putInt(tails[partition])
                .array();
        if (!started.get(partition)) {
            share.addFresh(partition);
        } else if (indexValues == null) {
            share.addResumed(digest);
        } else {
            share.addResumed(digest, indexValues[partition]);
        }
    }
}
