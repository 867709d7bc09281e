package io.aeroarrow.policy;

import java.io.Serializable;
import java.util.Objects;

/**
 * How a record is written.
 *
 * @param sendKey whether the server stores the user key with the record, and compares it with the stored one
 * @param timeToLive how long the record lives
 * @param existsAction what to do when the record exists or does not
 * @param generation what generation the record must have
 * @param commitLevel when the write counts as done
 * @param durableDelete whether a delete leaves a tombstone, so that the record does not come back after a restart; only
 *     the Enterprise Edition does that
 * @param timeouts how long, and how often again
 * @param backoff the pauses before retries
 */
public record WritePolicy(
        boolean sendKey,
        TimeToLive timeToLive,
        ExistsAction existsAction,
        GenerationCheck generation,
        CommitLevel commitLevel,
        boolean durableDelete,
        Timeouts timeouts,
        Backoff backoff)
        implements Serializable {

    /**
     * The user key is stored, or scans could not return it. The record is created or updated whatever its generation
     * and lives as long as its namespace says. A write counts as done once all replicas have it, as it could be lost
     * otherwise. Nothing is sent twice, because an add or append would count twice.
     */
    public static final WritePolicy DEFAULT = new WritePolicy(
            true,
            TimeToLive.DEFAULT,
            ExistsAction.UPDATE,
            GenerationCheck.NONE,
            CommitLevel.ALL,
            false,
            Timeouts.WRITE,
            Backoff.DEFAULT);

    public WritePolicy {
        Objects.requireNonNull(timeToLive, "timeToLive");
        Objects.requireNonNull(existsAction, "existsAction");
        Objects.requireNonNull(generation, "generation");
        Objects.requireNonNull(commitLevel, "commitLevel");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(backoff, "backoff");
    }

    public WritePolicy withSendKey(boolean send) {
        return new WritePolicy(
                send, timeToLive, existsAction, generation, commitLevel, durableDelete, timeouts, backoff);
    }

    public WritePolicy withTimeToLive(TimeToLive ttl) {
        return new WritePolicy(sendKey, ttl, existsAction, generation, commitLevel, durableDelete, timeouts, backoff);
    }

    public WritePolicy withExistsAction(ExistsAction action) {
        return new WritePolicy(sendKey, timeToLive, action, generation, commitLevel, durableDelete, timeouts, backoff);
    }

    public WritePolicy withGeneration(GenerationCheck check) {
        return new WritePolicy(sendKey, timeToLive, existsAction, check, commitLevel, durableDelete, timeouts, backoff);
    }

    public WritePolicy withCommitLevel(CommitLevel level) {
        return new WritePolicy(sendKey, timeToLive, existsAction, generation, level, durableDelete, timeouts, backoff);
    }

    public WritePolicy withDurableDelete(boolean durable) {
        return new WritePolicy(sendKey, timeToLive, existsAction, generation, commitLevel, durable, timeouts, backoff);
    }

    public WritePolicy withTimeouts(Timeouts newTimeouts) {
        return new WritePolicy(
                sendKey, timeToLive, existsAction, generation, commitLevel, durableDelete, newTimeouts, backoff);
    }

    public WritePolicy withBackoff(Backoff newBackoff) {
        return new WritePolicy(
                sendKey, timeToLive, existsAction, generation, commitLevel, durableDelete, timeouts, newBackoff);
    }
}
