package io.aeroarrow.query;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.policy.ReplicaPolicy;
import io.aeroarrow.policy.Timeouts;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a scan reads.
 *
 * @param namespace the namespace
 * @param set the set, empty for the whole namespace
 * @param index the secondary index that finds the records, null for all of them
 * @param bins which bins to ask for
 * @param emptyRecords what becomes of the records that have none of the named bins
 * @param filter which records to return, null for all
 * @param partitions which partitions to read
 * @param maxRecords the most records to return, zero for no limit
 * @param recordsPerSecond how many records each node may send in a second, zero for no limit
 * @param maxConcurrentNodes how many nodes are asked at the same time, zero for all
 * @param replica which replica of each partition is read
 * @param timeouts how long to wait and how often to try again; the server, too, gives up on a reader that takes
 *     nothing for as long as the socket timeout says, and then the scan goes on where it stood
 */
public record ScanRequest(
        String namespace,
        String set,
        @Nullable IndexQuery index,
        BinSelection bins,
        EmptyRecords emptyRecords,
        @Nullable Filter filter,
        PartitionSet partitions,
        long maxRecords,
        int recordsPerSecond,
        int maxConcurrentNodes,
        ReplicaPolicy replica,
        Timeouts timeouts) {

    /** What becomes of the records that have none of the bins that a scan names. */
    public enum EmptyRecords {
        /** They are read by a second query, after the others, so that a projection never changes which rows exist. */
        KEEP,
        /** They are left out, as the server does: one query, half the server's work. */
        DROP
    }

    public ScanRequest {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(set, "set");
        Objects.requireNonNull(replica, "replica");
        if (partitions.isEmpty()) {
            throw new IllegalArgumentException("a scan of no partitions reads nothing; name at least one");
        }
        requireNotNegative("maxRecords", maxRecords);
        requireNotNegative("recordsPerSecond", recordsPerSecond);
        requireNotNegative("maxConcurrentNodes", maxConcurrentNodes);
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is " + value + "; it must not be negative");
        }
    }

    /** All records of a set with all their bins, read from the masters, after a failure from the other replicas. */
    public static ScanRequest of(String namespace, String set) {
        return new ScanRequest(
                namespace,
                set,
                null,
                BinSelection.all(),
                EmptyRecords.KEEP,
                null,
                PartitionSet.all(),
                0,
                0,
                0,
                ReplicaPolicy.SEQUENCE,
                Timeouts.SCAN);
    }

    /** Only the records that a secondary index finds; the filter, if there is one, holds as well. */
    public ScanRequest withIndex(IndexQuery query) {
        return with(parts -> parts.index = query);
    }

    public ScanRequest withBins(BinSelection selection) {
        return with(parts -> parts.bins = selection);
    }

    public ScanRequest withEmptyRecords(EmptyRecords treatment) {
        return with(parts -> parts.emptyRecords = treatment);
    }

    /** Only the records for which a filter is true, in place of the filter there was. */
    public ScanRequest withFilter(Filter newFilter) {
        return with(parts -> parts.filter = newFilter);
    }

    public ScanRequest withPartitions(PartitionSet selection) {
        return with(parts -> parts.partitions = selection);
    }

    public ScanRequest withMaxRecords(long limit) {
        return with(parts -> parts.maxRecords = limit);
    }

    /** A limit for each node, of the records that it sends; those that a filter leaves out do not count. */
    public ScanRequest withRecordsPerSecond(int limit) {
        return with(parts -> parts.recordsPerSecond = limit);
    }

    public ScanRequest withMaxConcurrentNodes(int nodes) {
        return with(parts -> parts.maxConcurrentNodes = nodes);
    }

    public ScanRequest withReplica(ReplicaPolicy policy) {
        return with(parts -> parts.replica = policy);
    }

    public ScanRequest withTimeouts(Timeouts newTimeouts) {
        return with(parts -> parts.timeouts = newTimeouts);
    }

    private ScanRequest with(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return parts.whole();
    }

    /** The components while they change, so that a new one is copied in one place. */
    private static final class Parts {
        private final String namespace;
        private final String set;
        private @Nullable IndexQuery index;
        private BinSelection bins;
        private EmptyRecords emptyRecords;
        private @Nullable Filter filter;
        private PartitionSet partitions;
        private long maxRecords;
        private int recordsPerSecond;
        private int maxConcurrentNodes;
        private ReplicaPolicy replica;
        private Timeouts timeouts;

        Parts(ScanRequest from) {
            namespace = from.namespace;
            set = from.set;
            index = from.index;
            bins = from.bins;
            emptyRecords = from.emptyRecords;
            filter = from.filter;
            partitions = from.partitions;
            maxRecords = from.maxRecords;
            recordsPerSecond = from.recordsPerSecond;
            maxConcurrentNodes = from.maxConcurrentNodes;
            replica = from.replica;
            timeouts = from.timeouts;
        }

        ScanRequest whole() {
            return new ScanRequest(
                    namespace,
                    set,
                    index,
                    bins,
                    emptyRecords,
                    filter,
                    partitions,
                    maxRecords,
                    recordsPerSecond,
                    maxConcurrentNodes,
                    replica,
                    timeouts);
        }
    }
}
