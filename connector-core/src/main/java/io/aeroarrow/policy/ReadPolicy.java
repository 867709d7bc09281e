package io.aeroarrow.policy;

import io.aeroarrow.error.ResultCode;
import java.io.Serializable;
import java.util.Objects;

/**
 * How a record is read.
 *
 * @param sendKey whether the server compares the user key with the stored one, if there is one, and fails with
 *     {@link ResultCode#KEY_MISMATCH} if they differ
 * @param routing whom to read from, and how up to date that must be
 * @param timeouts how long, and how often again
 * @param backoff the pauses before retries
 */
public record ReadPolicy(boolean sendKey, ReadRouting routing, Timeouts timeouts, Backoff backoff)
        implements Serializable {

    /**
     * No key, as a digest says enough; the master first, then the other replicas; two retries, because reading twice does
     * no harm.
     */
    public static final ReadPolicy DEFAULT =
            new ReadPolicy(false, ReadRouting.DEFAULT, Timeouts.LOOKUP, Backoff.DEFAULT);

    public ReadPolicy {
        Objects.requireNonNull(routing, "routing");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(backoff, "backoff");
    }

    public ReadPolicy withSendKey(boolean send) {
        return new ReadPolicy(send, routing, timeouts, backoff);
    }

    public ReadPolicy withRouting(ReadRouting newRouting) {
        return new ReadPolicy(sendKey, newRouting, timeouts, backoff);
    }

    public ReadPolicy withTimeouts(Timeouts newTimeouts) {
        return new ReadPolicy(sendKey, routing, newTimeouts, backoff);
    }

    public ReadPolicy withBackoff(Backoff newBackoff) {
        return new ReadPolicy(sendKey, routing, timeouts, newBackoff);
    }
}
