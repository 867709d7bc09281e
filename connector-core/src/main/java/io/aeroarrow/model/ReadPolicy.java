package io.aeroarrow.model;

import java.io.Serializable;
import java.util.Objects;

/**
 * How a record is read.
 *
 * @param sendKey whether the server compares the user key with the stored one, if there is one, and fails with
 *     {@link ResultCode#KEY_MISMATCH} if they differ
 * @param timeouts how long, and how often again; each retry asks the next replica
 * @param backoff the pauses before retries
 */
public record ReadPolicy(boolean sendKey, Timeouts timeouts, Backoff backoff) implements Serializable {

    /** No key, as a digest says enough; two retries, because reading twice does no harm. */
    public static final ReadPolicy DEFAULT = new ReadPolicy(false, Timeouts.LOOKUP, Backoff.DEFAULT);

    public ReadPolicy {
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(backoff, "backoff");
    }

    public ReadPolicy withSendKey(boolean send) {
        return new ReadPolicy(send, timeouts, backoff);
    }

    public ReadPolicy withTimeouts(Timeouts newTimeouts) {
        return new ReadPolicy(sendKey, newTimeouts, backoff);
    }

    public ReadPolicy withBackoff(Backoff newBackoff) {
        return new ReadPolicy(sendKey, timeouts, newBackoff);
    }
}
