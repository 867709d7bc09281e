package io.aeroarrow.embedded.fault;

import java.util.List;
import java.util.Set;

/**
 * The requests that a fault is for.
 *
 * @param operations empty for all that it fits but new connections
 */
public record Target(Set<Operation> operations) {

    public Target {
        operations = Set.copyOf(operations);
    }

    public static Target on(Operation first, Operation... more) {
        List<Operation> rest = List.of(more);
        return new Target(rest.isEmpty() ? Set.of(first) : java.util.EnumSet.of(first, more));
    }

    /** All requests; not new connections. */
    public static Target onAll() {
        return new Target(Set.of());
    }

    boolean includes(Operation operation) {
        return operations.isEmpty() ? operation != Operation.CONNECT : operations.contains(operation);
    }
}
