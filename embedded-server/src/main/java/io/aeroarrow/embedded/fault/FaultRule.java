package io.aeroarrow.embedded.fault;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A fault that is set on a server. {@link Faults#add} creates it. Safe for use by several threads. */
public final class FaultRule {
    private final Faults owner;
    private final Fault fault;
    private final FaultTarget target;
    private final Occurrence occurrence;
    private final Random random;
    private final AtomicInteger hits = new AtomicInteger();
    private int seen;

    FaultRule(Faults owner, Fault fault, FaultTarget target, Occurrence occurrence) {
        this.owner = owner;
        this.fault = fault;
        this.target = target;
        this.occurrence = occurrence;
        this.random = new Random(occurrence.seed());
    }

    Fault fault() {
        return fault;
    }

    /** Counts a request and decides whether the fault happens to it. The caller holds the owner's lock. */
    boolean strikes(RequestType operation) {
        if (!target.includes(operation) || !fault.fits(operation)) {
            return false;
        }
        seen++;
        if (seen <= occurrence.skipped() || hits.get() >= occurrence.times()) {
            return false;
        }
        // Drawn for each request: the choice depends on the request's number alone.
        if (random.nextDouble() >= occurrence.probability()) {
            return false;
        }
        hits.incrementAndGet();
        return true;
    }

    /** Returns how many requests the fault has happened to. */
    public int hits() {
        return hits.get();
    }

    /** Removes the rule: the fault happens to no further request. */
    public void remove() {
        owner.remove(this);
    }
}
