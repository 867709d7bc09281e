package io.aeroarrow.embedded.fault;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The faults of one server, or of several servers that share them. There are none at first. If several rules match a request, the
 * first one added applies. Safe for use by several threads.
 */
public final class Faults {
    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();

    /**
     * Sets a fault.
     *
     * @param fault what happens
     * @param target the types of requests that it happens to
     * @param occurrence which requests of these types it happens to
     * @return the rule, which counts its hits and can be removed
     * @throws IllegalArgumentException if the fault cannot happen to one of the request types
     */
    public FaultRule add(Fault fault, FaultTarget target, Occurrence occurrence) {
        for (RequestType operation : target.operations()) {
            if (!fault.fits(operation)) {
                throw new IllegalArgumentException(fault + " cannot happen to " + operation);
            }
        }
        FaultRule rule = new FaultRule(this, fault, target, occurrence);
        rules.add(rule);
        return rule;
    }

    /** Sets a fault that happens to each request of the target, as {@link #add(Fault, FaultTarget, Occurrence)}. */
    public FaultRule add(Fault fault, FaultTarget target) {
        return add(fault, target, Occurrence.always());
    }

    void remove(FaultRule rule) {
        rules.remove(rule);
    }

    /** Removes all rules. */
    public void clear() {
        rules.clear();
    }

    /** Whether no rule is set. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Counts a request and returns the connection fault that happens to it, null for none. The server calls this. */
    public @Nullable WireFault onWire(RequestType operation) {
        return strike(operation, WireFault.class);
    }

    /** Counts a request and returns the execution fault that happens to it, null for none. The server calls this. */
    public @Nullable RequestFault onRequest(RequestType operation) {
        return strike(operation, RequestFault.class);
    }

    private <F extends Fault> @Nullable F strike(RequestType operation, Class<F> kind) {
        if (rules.isEmpty()) {
            return null;
        }
        synchronized (this) {
            for (FaultRule rule : rules) {
                if (kind.isInstance(rule.fault()) && rule.strikes(operation)) {
                    return kind.cast(rule.fault());
                }
            }
            return null;
        }
    }
}
