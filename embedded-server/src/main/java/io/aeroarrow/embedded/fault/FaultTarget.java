package io.aeroarrow.embedded.fault;

import java.util.List;
import java.util.Set;

/**
 * The types of requests that a fault happens to.
 *
 * @param operations the types; empty for all types that the fault fits, except new connections
 */
public record FaultTarget(Set<RequestType> operations) {

    /** Copies the set. */
    public FaultTarget {
        operations = Set.copyOf(operations);
    }

    /** Requests of these types. */
    public static FaultTarget on(RequestType first, RequestType... more) {
        List<RequestType> rest = List.of(more);
        return new FaultTarget(rest.isEmpty() ? Set.of(first) : java.util.EnumSet.of(first, more));
    }

    /** Requests of all types that the fault fits, except new connections. */
    public static FaultTarget onAll() {
        return new FaultTarget(Set.of());
    }

    boolean includes(RequestType operation) {
        return operations.isEmpty() ? operation != RequestType.CONNECT : operations.contains(operation);
    }
}
