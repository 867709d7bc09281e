package io.aeroarrow.policy;

import io.aeroarrow.error.ResultCode;
import io.aeroarrow.internal.api.Properties;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a record is read. Immutable: each {@code with} method returns a changed copy of {@link #DEFAULT} or of another
 * policy.
 */
public final class ReadPolicy implements Serializable {

    private static final long serialVersionUID = 1;

    /**
     * Sends no user key. Reads the master first, then the other replicas, with two retries: a repeated read does no
     * harm.
     */
    public static final ReadPolicy DEFAULT = new ReadPolicy(new Fields());

    private final Fields fields;

    private ReadPolicy(Fields fields) {
        Objects.requireNonNull(fields.routing, "routing");
        Objects.requireNonNull(fields.timeouts, "timeouts");
        Objects.requireNonNull(fields.backoff, "backoff");
        this.fields = fields;
    }

    /**
     * {@return whether the server compares the user key with the stored key} If they differ, the read fails with
     * {@link ResultCode#KEY_MISMATCH}. Default: false, because the digest identifies the record.
     */
    public boolean sendKey() {
        return fields.sendKey;
    }

    /**
     * {@return a copy with another {@link #sendKey()}}
     *
     * @param send whether the server compares the user key with the stored key
     */
    public ReadPolicy withSendKey(boolean send) {
        return new ReadPolicy(fields.with(changed -> changed.sendKey = send));
    }

    /** {@return which replica is read, and how up to date the answer must be} Default: {@link ReadRouting#DEFAULT}. */
    public ReadRouting routing() {
        return fields.routing;
    }

    /**
     * {@return a copy with another {@link #routing()}}
     *
     * @param newRouting which replica is read, and how up to date the answer must be
     */
    public ReadPolicy withRouting(ReadRouting newRouting) {
        return new ReadPolicy(fields.with(changed -> changed.routing = newRouting));
    }

    /** {@return how long the read may take, and how often it is retried} Default: {@link Timeouts#LOOKUP}. */
    public Timeouts timeouts() {
        return fields.timeouts;
    }

    /**
     * {@return a copy with another {@link #timeouts()}}
     *
     * @param newTimeouts how long the read may take, and how often it is retried
     */
    public ReadPolicy withTimeouts(Timeouts newTimeouts) {
        return new ReadPolicy(fields.with(changed -> changed.timeouts = newTimeouts));
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
    public ReadPolicy withBackoff(Backoff newBackoff) {
        return new ReadPolicy(fields.with(changed -> changed.backoff = newBackoff));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReadPolicy that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "ReadPolicy" + fields;
    }

    private static final class Fields extends Properties<Fields> implements Serializable {
        private static final long serialVersionUID = 1;

        private boolean sendKey;
        private ReadRouting routing = ReadRouting.DEFAULT;
        private Timeouts timeouts = Timeouts.LOOKUP;
        private Backoff backoff = Backoff.DEFAULT;

        @Override
        protected void list(Listing to) {
            to.add("sendKey", sendKey)
                    .add("routing", routing)
                    .add("timeouts", timeouts)
                    .add("backoff", backoff);
        }
    }
}
