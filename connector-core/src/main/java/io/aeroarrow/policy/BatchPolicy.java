package io.aeroarrow.policy;

import io.aeroarrow.internal.api.Properties;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a batch of records is read and written. Immutable: each {@code with} method returns a changed copy of {@link
 * #DEFAULT} or of another policy.
 */
public final class BatchPolicy implements Serializable {

    private static final long serialVersionUID = 1;

    /** Retries reads twice and writes never, because a repeated add counts twice. Sends up to 5,000 keys a request. */
    public static final BatchPolicy DEFAULT = new BatchPolicy(new Fields());

    private final Fields fields;

    private BatchPolicy(Fields fields) {
        Objects.requireNonNull(fields.routing, "routing");
        Objects.requireNonNull(fields.timeouts, "timeouts");
        Objects.requireNonNull(fields.backoff, "backoff");
        if (fields.writeRetries < 0) {
            throw new IllegalArgumentException("writeRetries is " + fields.writeRetries + "; it must not be negative");
        }
        if (fields.maxKeysPerRequest < 1) {
            throw new IllegalArgumentException(
                    "maxKeysPerRequest is " + fields.maxKeysPerRequest + "; it must be 1 or more");
        }
        this.fields = fields;
    }

    /** {@return which replica is read, and how up to date the answers must be} Default: {@link ReadRouting#DEFAULT}. */
    public ReadRouting routing() {
        return fields.routing;
    }

    /**
     * {@return a copy with another {@link #routing()}, which applies to keys that are only read}
     *
     * @param newRouting which replica is read, and how up to date the answers must be
     */
    public BatchPolicy withRouting(ReadRouting newRouting) {
        return new BatchPolicy(fields.with(changed -> changed.routing = newRouting));
    }

    /** {@return how long the batch may take, and how often reads are retried} Default: {@link Timeouts#LOOKUP}. */
    public Timeouts timeouts() {
        return fields.timeouts;
    }

    /**
     * {@return a copy with another {@link #timeouts()}}
     *
     * @param newTimeouts how long the batch may take, and how often reads are retried
     */
    public BatchPolicy withTimeouts(Timeouts newTimeouts) {
        return new BatchPolicy(fields.with(changed -> changed.timeouts = newTimeouts));
    }

    /** {@return how often a write without an answer is retried} Default: 0, because a repeated add counts twice. */
    public int writeRetries() {
        return fields.writeRetries;
    }

    /**
     * {@return a copy with another {@link #writeRetries()}}
     *
     * @param retries 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    public BatchPolicy withWriteRetries(int retries) {
        return new BatchPolicy(fields.with(changed -> changed.writeRetries = retries));
    }

    /** {@return the pauses before retries} Default: {@link Backoff#DEFAULT}. */
    public Backoff backoff() {
        return fields.backoff;
    }

    /**
     * {@return a copy with another {@link #backoff()}}
     *
     * @param newBackoff the pauses before retries
     */
    public BatchPolicy withBackoff(Backoff newBackoff) {
        return new BatchPolicy(fields.with(changed -> changed.backoff = newBackoff));
    }

    /** {@return the most keys in one request to a node} Default: 5,000, which every server accepts. */
    public int maxKeysPerRequest() {
        return fields.maxKeysPerRequest;
    }

    /**
     * {@return a copy with another {@link #maxKeysPerRequest()}}
     *
     * @param keys 1 or more
     * @throws IllegalArgumentException if it is less
     */
    public BatchPolicy withMaxKeysPerRequest(int keys) {
        return new BatchPolicy(fields.with(changed -> changed.maxKeysPerRequest = keys));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BatchPolicy that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "BatchPolicy" + fields;
    }

    private static final class Fields extends Properties<Fields> implements Serializable {
        private static final long serialVersionUID = 1;

        private ReadRouting routing = ReadRouting.DEFAULT;
        private Timeouts timeouts = Timeouts.LOOKUP;
        private int writeRetries;
        private Backoff backoff = Backoff.DEFAULT;
        private int maxKeysPerRequest = 5000;

        @Override
        protected void list(Listing to) {
            to.add("routing", routing)
                    .add("timeouts", timeouts)
                    .add("writeRetries", writeRetries)
                    .add("backoff", backoff)
                    .add("maxKeysPerRequest", maxKeysPerRequest);
        }
    }
}
