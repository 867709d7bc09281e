package io.aeroarrow.policy;

import io.aeroarrow.internal.api.Properties;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a record is written. Immutable: each {@code with} method returns a changed copy of {@link #DEFAULT} or of another
 * policy.
 */
public final class WritePolicy implements Serializable {

    private static final long serialVersionUID = 1;

    /**
     * Stores the user key, because scans cannot return it otherwise. Creates or updates the record whatever its
     * generation. Uses the namespace's time to live. A write is done when all replicas have it, because it can be lost
     * otherwise. There is no retry, because a repeated add or append counts twice.
     */
    public static final WritePolicy DEFAULT = new WritePolicy(new Fields());

    private final Fields fields;

    private WritePolicy(Fields fields) {
        Objects.requireNonNull(fields.timeToLive, "timeToLive");
        Objects.requireNonNull(fields.existsAction, "existsAction");
        Objects.requireNonNull(fields.generation, "generation");
        Objects.requireNonNull(fields.commitLevel, "commitLevel");
        Objects.requireNonNull(fields.timeouts, "timeouts");
        Objects.requireNonNull(fields.backoff, "backoff");
        this.fields = fields;
    }

    /**
     * {@return whether the server stores the user key with the record, and compares it with the stored key} Default:
     * true.
     */
    public boolean sendKey() {
        return fields.sendKey;
    }

    /**
     * {@return a copy with another {@link #sendKey()}}
     *
     * @param send whether the server stores the user key with the record, and compares it with the stored key
     */
    public WritePolicy withSendKey(boolean send) {
        return new WritePolicy(fields.with(changed -> changed.sendKey = send));
    }

    /** {@return how long the record lives} Default: {@link TimeToLive#DEFAULT}. */
    public TimeToLive timeToLive() {
        return fields.timeToLive;
    }

    /**
     * {@return a copy with another {@link #timeToLive()}}
     *
     * @param ttl how long the record lives
     */
    public WritePolicy withTimeToLive(TimeToLive ttl) {
        return new WritePolicy(fields.with(changed -> changed.timeToLive = ttl));
    }

    /** {@return what the write does if the record exists, or does not} Default: {@link ExistsAction#UPDATE}. */
    public ExistsAction existsAction() {
        return fields.existsAction;
    }

    /**
     * {@return a copy with another {@link #existsAction()}}
     *
     * @param action what the write does if the record exists, or does not
     */
    public WritePolicy withExistsAction(ExistsAction action) {
        return new WritePolicy(fields.with(changed -> changed.existsAction = action));
    }

    /** {@return which generation the record must have} Default: {@link GenerationCheck#NONE}. */
    public GenerationCheck generation() {
        return fields.generation;
    }

    /**
     * {@return a copy with another {@link #generation()}}
     *
     * @param check which generation the record must have
     */
    public WritePolicy withGeneration(GenerationCheck check) {
        return new WritePolicy(fields.with(changed -> changed.generation = check));
    }

    /** {@return when the server reports the write as done} Default: {@link CommitLevel#ALL}. */
    public CommitLevel commitLevel() {
        return fields.commitLevel;
    }

    /**
     * {@return a copy with another {@link #commitLevel()}}
     *
     * @param level when the server reports the write as done
     */
    public WritePolicy withCommitLevel(CommitLevel level) {
        return new WritePolicy(fields.with(changed -> changed.commitLevel = level));
    }

    /**
     * {@return whether a delete leaves a tombstone, so that the record does not come back after a restart} Needs the
     * Enterprise Edition. Default: false.
     */
    public boolean durableDelete() {
        return fields.durableDelete;
    }

    /**
     * {@return a copy with another {@link #durableDelete()}}
     *
     * @param durable whether a delete leaves a tombstone, so that the record does not come back after a restart
     */
    public WritePolicy withDurableDelete(boolean durable) {
        return new WritePolicy(fields.with(changed -> changed.durableDelete = durable));
    }

    /** {@return how long the write may take, and how often it is retried} Default: {@link Timeouts#WRITE}. */
    public Timeouts timeouts() {
        return fields.timeouts;
    }

    /**
     * {@return a copy with another {@link #timeouts()}}
     *
     * @param newTimeouts how long the write may take, and how often it is retried
     */
    public WritePolicy withTimeouts(Timeouts newTimeouts) {
        return new WritePolicy(fields.with(changed -> changed.timeouts = newTimeouts));
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
    public WritePolicy withBackoff(Backoff newBackoff) {
        return new WritePolicy(fields.with(changed -> changed.backoff = newBackoff));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WritePolicy that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "WritePolicy" + fields;
    }

    private static final class Fields extends Properties<Fields> implements Serializable {
        private static final long serialVersionUID = 1;

        private boolean sendKey = true;
        private TimeToLive timeToLive = TimeToLive.DEFAULT;
        private ExistsAction existsAction = ExistsAction.UPDATE;
        private GenerationCheck generation = GenerationCheck.NONE;
        private CommitLevel commitLevel = CommitLevel.ALL;
        private boolean durableDelete;
        private Timeouts timeouts = Timeouts.WRITE;
        private Backoff backoff = Backoff.DEFAULT;

        @Override
        protected void list(Listing to) {
            to.add("sendKey", sendKey)
                    .add("timeToLive", timeToLive)
                    .add("existsAction", existsAction)
                    .add("generation", generation)
                    .add("commitLevel", commitLevel)
                    .add("durableDelete", durableDelete)
                    .add("timeouts", timeouts)
                    .add("backoff", backoff);
        }
    }
}
