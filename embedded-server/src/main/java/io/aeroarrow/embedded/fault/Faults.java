package io.aeroarrow.embedded.fault;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The faults of one server, or of several that share them: none at first. To a request happens the first that strikes. */
public final class Faults {
    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();

    /**
     * Sets a fault.
     *
     * @throws IllegalArgumentException if it cannot happen to such operations
     */
    public FaultRule add(Fault fault, Target target, Occurrence occurrence) {
        for (Operation operation : target.operations()) {
            if (!fault.fits(operation)) {
                throw new IllegalArgumentException(fault + " cannot happen to " + operation);
            }
        }
        FaultRule rule = new FaultRule(this, fault, target, occurrence);
        rules.add(rule);
        return rule;
    }

    /** Sets a fault that happens each time. */
    public FaultRule add(Fault fault, Target target) {
        return add(fault, target, Occurrence.always());
    }

    void remove(FaultRule rule) {
        rules.remove(rule);
    }

    /** Behaves well from now on. */
    public void clear() {
        rules.clear();
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** What happens to a request on its connection; counts the request. For the server. */
    public @Nullable WireFault onWire(Operation operation) {
        return strike(operation, WireFault.class);
    }

    /** What happens to a request as it is executed; counts the request. For the server. */
    public @Nullable RequestFault onRequest(Operation operation) {
        return strike(operation, RequestFault.class);
    }

    private <F extends Fault> @Nullable F strike(Operation operation, Class<F> kind) {
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
