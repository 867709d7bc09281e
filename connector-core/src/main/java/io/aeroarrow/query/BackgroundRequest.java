package io.aeroarrow.query;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.operation.Operation;
import io.aeroarrow.policy.TimeToLive;
import io.aeroarrow.policy.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes do by themselves to the records of a set.
 *
 * <p>Each node looks at no more than {@code recordsPerSecond} records of its own in a second, whether a filter lets them
 * pass or not. Servers take 10,000 where none is given, and refuse more ({@code background-query-max-rps}), so that a
 * million records on a node take at least 100 s.
 *
 * @param namespace the namespace
 * @param set the set, empty for the whole namespace
 * @param index the secondary index that finds the records, null for all of them
 * @param filter which of them to change, null for all
 * @param operations what to do to each; they all write
 * @param timeToLive how long the changed records live
 * @param recordsPerSecond the limit for each node, zero for the server's
 * @param socketTimeout how long a node may take to start
 */
public record BackgroundRequest(
        String namespace,
        String set,
        @Nullable IndexQuery index,
        @Nullable Filter filter,
        List<Operation> operations,
        TimeToLive timeToLive,
        int recordsPerSecond,
        Duration socketTimeout) {

    public BackgroundRequest {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(set, "set");
        Objects.requireNonNull(timeToLive, "timeToLive");
        operations = List.copyOf(operations);
        if (operations.isEmpty() || !operations.stream().allMatch(Operation::writes)) {
            throw new IllegalArgumentException(
                    "a background request needs operations that write, and only those, not " + operations);
        }
        if (recordsPerSecond < 0) {
            throw new IllegalArgumentException("recordsPerSecond is " + recordsPerSecond + "; it must not be negative");
        }
    }

    /** Does something to all records of a set. */
    public static BackgroundRequest of(String namespace, String set, List<Operation> operations) {
        return new BackgroundRequest(
                namespace, set, null, null, operations, TimeToLive.DEFAULT, 0, Timeouts.LOOKUP.socket());
    }

    /** Deletes all records of a set. Without a filter or index, truncate is faster. */
    public static BackgroundRequest delete(String namespace, String set) {
        return of(namespace, set, List.of(Operation.delete()));
    }

    public BackgroundRequest withIndex(IndexQuery query) {
        return new BackgroundRequest(
                namespace, set, query, filter, operations, timeToLive, recordsPerSecond, socketTimeout);
    }

    public BackgroundRequest withFilter(Filter newFilter) {
        return new BackgroundRequest(
                namespace, set, index, newFilter, operations, timeToLive, recordsPerSecond, socketTimeout);
    }

    public BackgroundRequest withTimeToLive(TimeToLive ttl) {
        return new BackgroundRequest(namespace, set, index, filter, operations, ttl, recordsPerSecond, socketTimeout);
    }

    public BackgroundRequest withRecordsPerSecond(int limit) {
        return new BackgroundRequest(namespace, set, index, filter, operations, timeToLive, limit, socketTimeout);
    }
}
