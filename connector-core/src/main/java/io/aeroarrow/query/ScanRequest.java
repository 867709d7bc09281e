package io.aeroarrow.query;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.api.Properties;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.policy.ReplicaPolicy;
import io.aeroarrow.policy.Timeouts;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a scan, or a query through a secondary index, reads. Immutable: start with {@link #of}; each {@code with} method
 * returns a changed copy.
 */
public final class ScanRequest {

    /** How a scan that names bins treats records that have none of these bins. */
    public enum EmptyRecords {
        /**
         * Reads them too, so that the projection never changes which rows exist: servers from 8.1.2 on return them with
         * the others; before that, a second query reads them, after the others.
         */
        KEEP,
        /** Leaves them out, as the server does. One query, half the server's work. */
        DROP
    }

    private final Fields fields;

    private ScanRequest(Fields fields) {
        Objects.requireNonNull(fields.namespace, "namespace");
        Objects.requireNonNull(fields.set, "set");
        Objects.requireNonNull(fields.bins, "bins");
        Objects.requireNonNull(fields.emptyRecords, "emptyRecords");
        Objects.requireNonNull(fields.replica, "replica");
        Objects.requireNonNull(fields.timeouts, "timeouts");
        if (fields.partitions.isEmpty()) {
            throw new IllegalArgumentException("a scan of no partitions reads nothing; name at least one");
        }
        requireNotNegative("maxRecords", fields.maxRecords);
        requireNotNegative("recordsPerSecond", fields.recordsPerSecond);
        requireNotNegative("maxConcurrentNodes", fields.maxConcurrentNodes);
        this.fields = fields;
    }

    /**
     * Reads all records of a set with all their bins, from the masters, and after a failure from the other replicas.
     *
     * @param namespace the namespace
     * @param set empty for the whole namespace
     * @return the request
     */
    public static ScanRequest of(String namespace, String set) {
        return new ScanRequest(new Fields(namespace, set));
    }

    /** {@return the namespace} */
    public String namespace() {
        return fields.namespace;
    }

    /** {@return the set} Empty: the whole namespace. */
    public String set() {
        return fields.set;
    }

    /** {@return the secondary index that finds the records} Default: empty, which reads all records. */
    public Optional<IndexQuery> index() {
        return Optional.ofNullable(fields.index);
    }

    /**
     * Reads only the records that a secondary index finds. A filter applies as well.
     *
     * @param query the index query
     * @return a changed copy
     */
    public ScanRequest withIndex(IndexQuery query) {
        return new ScanRequest(fields.with(changed -> changed.index = query));
    }

    /** {@return which bins are read} Default: all. */
    public BinSelection bins() {
        return fields.bins;
    }

    /**
     * {@return a copy with another {@link #bins()}}
     *
     * @param selection which bins are read
     */
    public ScanRequest withBins(BinSelection selection) {
        return new ScanRequest(fields.with(changed -> changed.bins = selection));
    }

    /** {@return how records with none of the named bins are treated} Default: {@link EmptyRecords#KEEP}. */
    public EmptyRecords emptyRecords() {
        return fields.emptyRecords;
    }

    /**
     * {@return a copy with another {@link #emptyRecords()}}
     *
     * @param treatment how records with none of the named bins are treated
     */
    public ScanRequest withEmptyRecords(EmptyRecords treatment) {
        return new ScanRequest(fields.with(changed -> changed.emptyRecords = treatment));
    }

    /** {@return which records are returned} Default: empty, which returns all. */
    public Optional<Filter> filter() {
        return Optional.ofNullable(fields.filter);
    }

    /**
     * {@return only the records for which a filter is true} Replaces an earlier filter.
     *
     * @param newFilter the new filter
     */
    public ScanRequest withFilter(Filter newFilter) {
        return new ScanRequest(fields.with(changed -> changed.filter = newFilter));
    }

    /** {@return which partitions are read} Default: all. */
    public PartitionSet partitions() {
        return fields.partitions;
    }

    /**
     * {@return a copy with another {@link #partitions()}}
     *
     * @param selection at least one partition
     * @throws IllegalArgumentException if it is empty
     */
    public ScanRequest withPartitions(PartitionSet selection) {
        return new ScanRequest(fields.with(changed -> changed.partitions = selection));
    }

    /** {@return the most records to return} Default: 0, which means no limit. */
    public long maxRecords() {
        return fields.maxRecords;
    }

    /**
     * {@return a copy with another {@link #maxRecords()}}
     *
     * @param limit 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    public ScanRequest withMaxRecords(long limit) {
        return new ScanRequest(fields.with(changed -> changed.maxRecords = limit));
    }

    /**
     * {@return the most records that each node sends in a second} Records that a filter rejects do not count. Default:
     * 0, which means no limit.
     */
    public int recordsPerSecond() {
        return fields.recordsPerSecond;
    }

    /**
     * {@return a copy with another {@link #recordsPerSecond()}}
     *
     * @param limit 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    public ScanRequest withRecordsPerSecond(int limit) {
        return new ScanRequest(fields.with(changed -> changed.recordsPerSecond = limit));
    }

    /** {@return how many nodes are read at the same time} Default: 0, which means all. */
    public int maxConcurrentNodes() {
        return fields.maxConcurrentNodes;
    }

    /**
     * {@return a copy with another {@link #maxConcurrentNodes()}}
     *
     * @param nodes 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    public ScanRequest withMaxConcurrentNodes(int nodes) {
        return new ScanRequest(fields.with(changed -> changed.maxConcurrentNodes = nodes));
    }

    /** {@return which replica of each partition is read} Default: {@link ReplicaPolicy#SEQUENCE}. */
    public ReplicaPolicy replica() {
        return fields.replica;
    }

    /**
     * {@return a copy with another {@link #replica()}}
     *
     * @param policy which replica of each partition is read
     */
    public ScanRequest withReplica(ReplicaPolicy policy) {
        return new ScanRequest(fields.with(changed -> changed.replica = policy));
    }

    /**
     * {@return how long the scan waits, and how often it is retried} A node that is silent for the socket timeout is
     * waited for as long as it reports progress of the query. Retries count from the last record or completed
     * partition. A server also gives up on a reader that takes
     * nothing for the socket timeout; the scan then resumes where it stopped. Default: {@link Timeouts#SCAN}.
     */
    public Timeouts timeouts() {
        return fields.timeouts;
    }

    /**
     * {@return a copy with another {@link #timeouts()}}
     *
     * @param newTimeouts how long the scan waits, and how often it is retried
     */
    public ScanRequest withTimeouts(Timeouts newTimeouts) {
        return new ScanRequest(fields.with(changed -> changed.timeouts = newTimeouts));
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is " + value + "; it must not be negative");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScanRequest that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "ScanRequest" + fields;
    }

    private static final class Fields extends Properties<Fields> {

        private final String namespace;
        private final String set;
        private @Nullable IndexQuery index;
        private BinSelection bins = BinSelection.all();
        private EmptyRecords emptyRecords = EmptyRecords.KEEP;
        private @Nullable Filter filter;
        private PartitionSet partitions = PartitionSet.all();
        private long maxRecords;
        private int recordsPerSecond;
        private int maxConcurrentNodes;
        private ReplicaPolicy replica = ReplicaPolicy.SEQUENCE;
        private Timeouts timeouts = Timeouts.SCAN;

        Fields(String namespace, String set) {
            this.namespace = namespace;
            this.set = set;
        }

        @Override
        protected void list(Listing to) {
            to.add("namespace", namespace)
                    .add("set", set)
                    .add("index", index)
                    .add("bins", bins)
                    .add("emptyRecords", emptyRecords)
                    .add("filter", filter)
                    .add("partitions", partitions)
                    .add("maxRecords", maxRecords)
                    .add("recordsPerSecond", recordsPerSecond)
                    .add("maxConcurrentNodes", maxConcurrentNodes)
                    .add("replica", replica)
                    .add("timeouts", timeouts);
        }
    }
}
