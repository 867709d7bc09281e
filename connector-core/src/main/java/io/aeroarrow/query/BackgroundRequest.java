package io.aeroarrow.query;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.api.Properties;
import io.aeroarrow.operation.Operation;
import io.aeroarrow.policy.TimeToLive;
import io.aeroarrow.policy.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A write or delete that the nodes apply to the records of a set. Immutable: start with {@link #of} or {@link #delete};
 * each {@code with} method returns a changed copy.
 *
 * <p>Each node processes at most {@link #recordsPerSecond()} of its records in a second, whether a filter accepts them
 * or not. The server's limit is 10,000 ({@code background-query-max-rps}), so a million records on a node take at
 * least 100 s.
 */
public final class BackgroundRequest {

    private final Fields fields;

    private BackgroundRequest(Fields fields) {
        Objects.requireNonNull(fields.namespace, "namespace");
        Objects.requireNonNull(fields.set, "set");
        Objects.requireNonNull(fields.timeToLive, "timeToLive");
        List<Operation> operations = fields.operations;
        if (operations.isEmpty() || !operations.stream().allMatch(Operation::writes)) {
            throw new IllegalArgumentException(
                    "a background request needs operations that write, and only those, not " + operations);
        }
        if (fields.index != null && fields.index.parts().size() > 1) {
            throw new IllegalArgumentException("a background job finds one value or range in an index, not "
                    + fields.index.predicate() + "; start a job for each value");
        }
        if (fields.recordsPerSecond < 0) {
            throw new IllegalArgumentException(
                    "recordsPerSecond is " + fields.recordsPerSecond + "; it must not be negative");
        }
        this.fields = fields;
    }

    /**
     * Applies operations to all records of a set.
     *
     * @param namespace the namespace
     * @param set empty for the whole namespace
     * @param operations at least one; all of them write
     * @return the request
     * @throws IllegalArgumentException if there is none, or one only reads
     */
    public static BackgroundRequest of(String namespace, String set, List<Operation> operations) {
        return new BackgroundRequest(new Fields(namespace, set, List.copyOf(operations)));
    }

    /**
     * Deletes all records of a set. Without a filter or index, truncate is faster.
     *
     * @param namespace the namespace
     * @param set the set; empty for the whole namespace
     * @return the request
     */
    public static BackgroundRequest delete(String namespace, String set) {
        return of(namespace, set, List.of(Operation.delete()));
    }

    /** {@return the namespace} */
    public String namespace() {
        return fields.namespace;
    }

    /** {@return the set} Empty: the whole namespace. */
    public String set() {
        return fields.set;
    }

    /** {@return the secondary index that finds the records} Default: empty, which means all records. */
    public Optional<IndexQuery> index() {
        return Optional.ofNullable(fields.index);
    }

    /**
     * Changes only the records that a secondary index finds. A filter applies as well.
     *
     * @param query the index query, of one value or range
     * @return a changed copy
     * @throws IllegalArgumentException if it is of several values
     */
    public BackgroundRequest withIndex(IndexQuery query) {
        return new BackgroundRequest(fields.with(changed -> changed.index = query));
    }

    /** {@return which records are changed} Default: empty, which means all. */
    public Optional<Filter> filter() {
        return Optional.ofNullable(fields.filter);
    }

    /**
     * Changes only the records for which a filter is true. Replaces an earlier filter.
     *
     * @param newFilter the new filter
     * @return a changed copy
     */
    public BackgroundRequest withFilter(Filter newFilter) {
        return new BackgroundRequest(fields.with(changed -> changed.filter = newFilter));
    }

    /** {@return what is done to each record, in this order} All of them write. */
    public List<Operation> operations() {
        return fields.operations;
    }

    /** {@return how long the changed records live} Default: {@link TimeToLive#DEFAULT}. */
    public TimeToLive timeToLive() {
        return fields.timeToLive;
    }

    /**
     * {@return a copy with another {@link #timeToLive()}}
     *
     * @param ttl how long the changed records live
     */
    public BackgroundRequest withTimeToLive(TimeToLive ttl) {
        return new BackgroundRequest(fields.with(changed -> changed.timeToLive = ttl));
    }

    /**
     * {@return the limit for each node} Default: 0, which means the server's limit. Servers refuse more than their
     * limit.
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
    public BackgroundRequest withRecordsPerSecond(int limit) {
        return new BackgroundRequest(fields.with(changed -> changed.recordsPerSecond = limit));
    }

    /** {@return how long a node may take to start} Default: 10 s. */
    public Duration socketTimeout() {
        return fields.socketTimeout;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BackgroundRequest that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "BackgroundRequest" + fields;
    }

    private static final class Fields extends Properties<Fields> {

        private final String namespace;
        private final String set;
        private @Nullable IndexQuery index;
        private @Nullable Filter filter;
        private final List<Operation> operations;
        private TimeToLive timeToLive = TimeToLive.DEFAULT;
        private int recordsPerSecond;
        private final Duration socketTimeout = Timeouts.LOOKUP.socket();

        Fields(String namespace, String set, List<Operation> operations) {
            this.namespace = namespace;
            this.set = set;
            this.operations = operations;
        }

        @Override
        protected void list(Listing to) {
            to.add("namespace", namespace)
                    .add("set", set)
                    .add("index", index)
                    .add("filter", filter)
                    .add("operations", operations)
                    .add("timeToLive", timeToLive)
                    .add("recordsPerSecond", recordsPerSecond)
                    .add("socketTimeout", socketTimeout);
        }
    }
}
