package io.aeroarrow.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a scan reads.
 *
 * @param namespace the namespace
 * @param set the set, empty for the whole namespace
 * @param bins which bins to ask for
 * @param emptyRecords what becomes of the records that have none of the named bins
 * @param filter which records to return, null for all
 * @param partitions which partitions to read
 * @param maxRecords the most records to return, zero for no limit
 * @param timeouts how long to wait and how often to try again
 */
public record ScanRequest(
        String namespace,
        String set,
        BinSelection bins,
        EmptyRecords emptyRecords,
        @Nullable Filter filter,
        PartitionSet partitions,
        long maxRecords,
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
        if (partitions.isEmpty()) {
            throw new IllegalArgumentException("a scan of no partitions reads nothing; name at least one");
        }
        if (maxRecords < 0) {
            throw new IllegalArgumentException("maxRecords is " + maxRecords + "; it must not be negative");
        }
    }

    /** All records of a set with all their bins. */
    public static ScanRequest of(String namespace, String set) {
        return new ScanRequest(
                namespace, set, BinSelection.all(), EmptyRecords.KEEP, null, PartitionSet.all(), 0, Timeouts.SCAN);
    }

    public ScanRequest withBins(BinSelection selection) {
        return new ScanRequest(namespace, set, selection, emptyRecords, filter, partitions, maxRecords, timeouts);
    }

    public ScanRequest withEmptyRecords(EmptyRecords treatment) {
        return new ScanRequest(namespace, set, bins, treatment, filter, partitions, maxRecords, timeouts);
    }

    /** Only the records for which a filter is true, in place of the filter there was. */
    public ScanRequest withFilter(Filter newFilter) {
        return new ScanRequest(namespace, set, bins, emptyRecords, newFilter, partitions, maxRecords, timeouts);
    }

    public ScanRequest withPartitions(PartitionSet selection) {
        return new ScanRequest(namespace, set, bins, emptyRecords, filter, selection, maxRecords, timeouts);
    }

    public ScanRequest withMaxRecords(long limit) {
        return new ScanRequest(namespace, set, bins, emptyRecords, filter, partitions, limit, timeouts);
    }

    public ScanRequest withTimeouts(Timeouts newTimeouts) {
        return new ScanRequest(namespace, set, bins, emptyRecords, filter, partitions, maxRecords, newTimeouts);
    }
}
