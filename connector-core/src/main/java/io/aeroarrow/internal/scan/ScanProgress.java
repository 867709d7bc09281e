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
 * How far a scan has come in each partition: where it goes on after a failure, and what a record that arrives is by
 * that.
 */
final class ScanProgress {

    /** What a record is, by what came before it. */
    enum Arrival {
        /** It has not been given before, as far as can be told. */
        NEW,
        /** It has been given, and has come again for a good reason. */
        GIVEN_BEFORE,
        /** It is the one taken last from its partition, for which there is no good reason. */
        SAME_AGAIN,
        /** It is not behind the one taken last: repeated, or in an order that this client does not know. */
        OUT_OF_ORDER
    }

    private static final int MIDDLE = Long.BYTES;
    private static final int TAIL = 2 * Long.BYTES;

    private final BitSet pending = new BitSet(PartitionSet.PARTITIONS);
    private final BitSet started = new BitSet(PartitionSet.PARTITIONS);
    /** Of the record taken last from each partition, in network order: 8, 8 and 4 bytes of its digest. */
    private final long[] heads = new long[PartitionSet.PARTITIONS];

    private final long[] middles = new long[PartitionSet.PARTITIONS];
    private final int[] tails = new int[PartitionSet.PARTITIONS];
    private final long @Nullable [] indexValues;
    private final @Nullable SeenRecords seen;
    /** The partitions whose next record has to be in order, or orders mean nothing here. */
    private final BitSet doubted = new BitSet(PartitionSet.PARTITIONS);

    private boolean descending;
    /** The partition of the record taken last, if the next one is known to be new by its digest alone; else -1. */
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
     * Whether a record can be found under several values. A server gives it once all the same, but has forgotten that
     * when the query goes on behind one of them.
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

    /** Whether the scan would repeat records if it went on. */
    boolean isLost() {
        return seen != null && seen.isFull() && pending.intersects(started);
    }

    /**
     * Remembers a record as {@link #taken}, if it comes behind the one before as almost all do. That saves most of what
     * {@link #arrival} looks at.
     *
     * @return false if more has to be looked at
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

    /** Remembers a record that the caller has taken. */
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
        if (!doubted.isEmpty()) {
            doubted.clear(partition);
        }
        boolean byDigestAlone = seen == null && indexValues == null && descending && doubted.isEmpty();
        current = byDigestAlone ? partition : -1;
    }

    /** Tells what a record is that has arrived from a partition. */
    Arrival arrival(int partition, RecordCursor record) {
        if (seen != null) {
            return seen.contains(record.digest()) ? Arrival.GIVEN_BEFORE : Arrival.NEW;
        }
        if (!started.get(partition)) {
            return Arrival.NEW;
        }
        if (indexValues != null) {
            boolean same = indexValues[partition] == record.indexValue() && compare(partition, record.digest()) == 0;
            return same ? Arrival.SAME_AGAIN : Arrival.NEW;
        }
        int order = compare(partition, record.digest());
        if (order == 0) {
            return Arrival.SAME_AGAIN;
        }
        return order < 0 || !descending ? Arrival.NEW : doubt(partition);
    }

    /**
     * Servers are seen to give a partition's records in descending order of their digests, but do not promise it. The
     * first time that one does not descend, the partition is asked for again from behind the last record. If the server
     * then still says that this record comes next, it is not repeated, and the order means nothing.
     */
    private Arrival doubt(int partition) {
        current = -1;
        if (doubted.get(partition)) {
            descending = false;
            return Arrival.NEW;
        }
        doubted.set(partition);
        return Arrival.OUT_OF_ORDER;
    }

    /** How a digest compares with the one taken last from its partition, byte by byte. */
    private int compare(int partition, long digest) {
        int order = Long.compareUnsigned(RawMemory.getLongBE(digest), heads[partition]);
        if (order == 0) {
            order = Long.compareUnsigned(RawMemory.getLongBE(digest + MIDDLE), middles[partition]);
        }
        return order == 0 ? Integer.compareUnsigned(RawMemory.getIntBE(digest + TAIL), tails[partition]) : order;
    }

    /** Asks for a partition, from its start or behind the record taken last. */
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
