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
import io.aeroarrow.query.IndexQuery.OfExpression;
import io.aeroarrow.query.IndexQuery.OfPath;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
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
        /** Not after the last record of its partition. The resume point is where the order was still right. */
        OUT_OF_ORDER,
        /** Not after the last record of its partition, and it is unknown which records are missing or repeated. */
        OVERTAKEN
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
    /** Partitions with a record out of order in its frame. If that happens again, the server has no digest order. */
    private final BitSet disordered = new BitSet(PartitionSet.PARTITIONS);
    /** Partitions that are queried again because frames came twice or in another order, until a new record arrives. */
    private final BitSet asked = new BitSet(PartitionSet.PARTITIONS);

    /** For each partition, its records in the last frame that had some. Not used by index queries. */
    private final @Nullable FrameRun[] runs = new FrameRun[PartitionSet.PARTITIONS];
    /** Records that are sent again although the caller has them, by partition. */
    private final Map<Integer, DigestRange> repeated = new HashMap<>();

    private long frames;
    private boolean descending;
    /** The partition of the last record, if comparing digests is enough to know that the next one is new; else -1. */
    private int current = -1;

    ScanProgress(PartitionSet partitions, @Nullable IndexQuery index) {
        this(partitions, index, new SeenRecords());
    }

    ScanProgress(PartitionSet partitions, @Nullable IndexQuery index, SeenRecords seen) {
        if (partitions.size() == PartitionSet.PARTITIONS) {
            pending.set(0, PartitionSet.PARTITIONS);
        } else {
            partitions.forEach(pending::set);
        }
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
        return holdsSeveralValues(query.index())
                && query.predicate() instanceof IntegerRange range
                && range.low() < range.high();
    }

    private static boolean holdsSeveralValues(IndexQuery.Index index) {
        if (index instanceof OfBin bin) {
            return bin.collection() != IndexCollection.DEFAULT;
        } else if (index instanceof OfPath path) {
            return path.collection() != IndexCollection.DEFAULT;
        }
        return !(index instanceof OfExpression expression) || expression.collection() != IndexCollection.DEFAULT;
    }

    /** The partitions that have not been read to their end. */
    BitSet pending() {
        return pending;
    }

    void done(BitSet partitions) {
        pending.andNot(partitions);
        repeated.keySet().removeIf(partitions::get);
    }

    /** Whether resuming could lose records, because the server does not return them in descending digest order. */
    boolean hasUnknownOrder() {
        return indexValues == null && !descending && pending.intersects(started);
    }

    /** Whether resuming the query would repeat records. */
    boolean cannotResume() {
        return seen != null && seen.isFull() && pending.intersects(started);
    }

    /**
     * The fast path of {@link #arrival} and {@link #advance}: accepts a record whose digest follows the last one, as
     * almost all do.
     *
     * @return false if the record needs the full check
     */
    boolean advanceInOrder(int partition, RecordCursor record) {
        if (partition != current || Long.compareUnsigned(RawMemory.getLongBE(record.digest()), heads[partition]) >= 0) {
            return false;
        }
        remember(partition, record.digest());
        return true;
    }

    /** Starts a frame of any node, and returns its number. The first record of each partition in it is checked fully. */
    long startFrame() {
        current = -1;
        return ++frames;
    }

    private void remember(int partition, long digest) {
        heads[partition] = RawMemory.getLongBE(digest);
        middles[partition] = RawMemory.getLongBE(digest + MIDDLE);
        tails[partition] = RawMemory.getIntBE(digest + TAIL);
    }

    /** Moves the resume point of a partition to a record that the caller has taken, in the frame of that number. */
    void advance(int partition, RecordCursor record, long frame) {
        if (indexValues == null) {
            noteFrame(partition, record, frame);
        }
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
        boolean byDigestAlone = seen == null
                && indexValues == null
                && descending
                && disordered.isEmpty()
                && asked.isEmpty()
                && repeated.isEmpty();
        current = byDigestAlone ? partition : -1;
    }

    /** Classifies a record that arrives in the frame of that number. */
    Arrival arrival(int partition, RecordCursor record, long frame) {
        if (seen != null) {
            return seen.contains(record.digest()) ? Arrival.REPEATED : Arrival.NEW;
        }
        if (started.get(partition)) {
            if (indexValues != null) {
                boolean same =
                        indexValues[partition] == record.indexValue() && compare(partition, record.digest()) == 0;
                return same ? Arrival.DUPLICATE : Arrival.NEW;
            }
            int order = compare(partition, record.digest());
            if (order == 0) {
                return Arrival.DUPLICATE;
            }
            if (order > 0 && descending) {
                return outOfOrder(partition, DigestPoint.at(record.digest()), frame);
            }
        }
        if (!repeated.isEmpty() && isRepeated(partition, DigestPoint.at(record.digest()))) {
            return Arrival.REPEATED;
        }
        disordered.clear(partition);
        asked.clear(partition);
        return Arrival.NEW;
    }

    private boolean isRepeated(int partition, DigestPoint digest) {
        DigestRange given = repeated.get(partition);
        if (given == null) {
            return false;
        }
        if (digest.compareTo(given.last()) < 0) {
            repeated.remove(partition);
        }
        return given.contains(digest);
    }

    private void noteFrame(int partition, RecordCursor record, long frame) {
        FrameRun run = runs[partition];
        if (run == null || run.frame() != frame) {
            DigestPoint before = started.get(partition) ? last(partition) : null;
            runs[partition] = new FrameRun(frame, before, DigestPoint.at(record.digest()));
        }
    }

    /**
     * Handles a record that breaks the descending digest order. Servers are seen to return a partition's records in
     * that order, but do not promise it.
     *
     * <ul>
     *   <li>It breaks the order within its frame: the partition is queried again after its last record. If the server
     *       then sends the same record next, it has no such order.
     *   <li>It repeats records of the partition's last frame: the partition is queried again after its last record.
     *   <li>It belongs between the last frame of the partition and the records before that: a later frame has overtaken
     *       it. The partition is queried again from before that frame, whose records are then dropped.
     *   <li>Otherwise it is unknown which records are missing.
     * </ul>
     */
    private Arrival outOfOrder(int partition, DigestPoint digest, long frame) {
        current = -1;
        FrameRun run = runs[partition];
        if (disordered.get(partition)) {
            descending = false;
            return Arrival.NEW;
        }
        if (run != null && run.frame() == frame) {
            disordered.set(partition);
            return Arrival.OUT_OF_ORDER;
        }
        if (run == null || asked.get(partition)) {
            return Arrival.OVERTAKEN;
        }
        asked.set(partition);
        if (digest.compareTo(run.first()) <= 0) {
            return Arrival.OUT_OF_ORDER;
        }
        if (repeated.containsKey(partition) || !run.isOvertaken(digest)) {
            return Arrival.OVERTAKEN;
        }
        repeated.put(partition, new DigestRange(run.first(), last(partition)));
        rewind(partition, run.before());
        return Arrival.OUT_OF_ORDER;
    }

    private void rewind(int partition, @Nullable DigestPoint to) {
        runs[partition] = null;
        if (to == null) {
            started.clear(partition);
        } else {
            heads[partition] = to.head();
            middles[partition] = to.middle();
            tails[partition] = to.tail();
        }
    }

    private DigestPoint last(int partition) {
        return new DigestPoint(heads[partition], middles[partition], tails[partition]);
    }

    /** Compares a digest, as unsigned bytes, with that of the partition's last record. */
    private int compare(int partition, long digest) {
        int order = Long.compareUnsigned(RawMemory.getLongBE(digest), heads[partition]);
        if (order == 0) {
            order = Long.compareUnsigned(RawMemory.getLongBE(digest + MIDDLE), middles[partition]);
        }
        return order == 0 ? Integer.compareUnsigned(RawMemory.getIntBE(digest + TAIL), tails[partition]) : order;
    }

    /** Adds partitions to a request: each from its start, or resuming after its last record. */
    void addTo(QueryRequest.Share share, BitSet partitions) {
        BitSet fresh = (BitSet) partitions.clone();
        fresh.andNot(started);
        share.addFresh(fresh);
        BitSet resumed = (BitSet) partitions.clone();
        resumed.and(started);
        for (int partition = resumed.nextSetBit(0); partition >= 0; partition = resumed.nextSetBit(partition + 1)) {
            if (indexValues == null) {
                share.addResumed(digest(partition));
            } else {
                share.addResumed(digest(partition), indexValues[partition]);
            }
        }
    }

    private byte[] digest(int partition) {
        return ByteBuffer.allocate(KeyDigester.DIGEST_SIZE)
                .putLong(heads[partition])
                .putLong(middles[partition])
                .putInt(tails[partition])
                .array();
    }
}
