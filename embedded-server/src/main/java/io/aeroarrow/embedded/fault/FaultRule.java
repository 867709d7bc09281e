package io.aeroarrow.embedded.fault;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A fault that is set. */
public final class FaultRule {
    private final Faults owner;
    private final Fault fault;
    private final Target target;
    private final Occurrence occurrence;
    private final Random random;
    private final AtomicInteger hits = new AtomicInteger();
    private int seen;

    FaultRule(Faults owner, Fault fault, Target target, Occurrence occurrence) {
        this.owner = owner;
        this.fault = fault;
        this.target = target;
        this.occurrence = occurrence;
        this.random = new Random(occurrence.seed());
    }

    Fault fault() {
        return fault;
    }

    /** Whether the fault happens to this request; counts it. Under the owner's lock. */
    boolean strikes(Operation operation) {
        if (!target.includes(operation) || !fault.fits(operation)) {
            return false;
        }
        seen++;
        if (seen <= occurrence.skipped() || hits.get() >= occurrence.times()) {
            return false;
        }
        // Drawn for each request, so that which ones are struck depends on nothing but their number.
        if (random.nextDouble() >= occurrence.probability()) {
            return false;
        }
        hits.incrementAndGet();
        return true;
    }

    /** To how many requests it has happened. */
    public int hits() {
        return hits.get();
    }

    /** It happens to no further request. */
    public void remove() {
        owner.remove(this);
    }
}
