package io.aeroarrow.policy;

import java.io.Serializable;
import java.util.Objects;

/**
 * How a batch of records is read and written.
 *
 * @param routing whom the keys that are only read are read from, and how up to date that must be
 * @param timeouts how long, and how often keys that are only read are asked for again
 * @param writeRetries how often keys that are written are sent again when their answer is missing
 * @param backoff the pauses before retries
 * @param maxKeysPerRequest the most keys to send a node in one request
 */
public record BatchPolicy(
        ReadRouting routing, Timeouts timeouts, int writeRetries, Backoff backoff, int maxKeysPerRequest)
        implements Serializable {

    /** Reads are tried three times, writes once, as an add would count twice; 5,000 keys are what every server takes. */
    public static final BatchPolicy DEFAULT =
            new BatchPolicy(ReadRouting.DEFAULT, Timeouts.LOOKUP, 0, Backoff.DEFAULT, 5000);

    public BatchPolicy {
        Objects.requireNonNull(routing, "routing");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(backoff, "backoff");
        if (writeRetries < 0) {
            throw new IllegalArgumentException("writeRetries is " + writeRetries + "; it must not be negative");
        }
        if (maxKeysPerRequest < 1) {
            throw new IllegalArgumentException("maxKeysPerRequest is " + maxKeysPerRequest + "; it must be 1 or more");
        }
    }

    public BatchPolicy withRouting(ReadRouting newRouting) {
        return new BatchPolicy(newRouting, timeouts, writeRetries, backoff, maxKeysPerRequest);
    }

    public BatchPolicy withTimeouts(Timeouts newTimeouts) {
        return new BatchPolicy(routing, newTimeouts, writeRetries, backoff, maxKeysPerRequest);
    }

    public BatchPolicy withWriteRetries(int retries) {
        return new BatchPolicy(routing, timeouts, retries, backoff, maxKeysPerRequest);
    }

    public BatchPolicy withBackoff(Backoff newBackoff) {
        return new BatchPolicy(routing, timeouts, writeRetries, newBackoff, maxKeysPerRequest);
    }

    public BatchPolicy withMaxKeysPerRequest(int keys) {
        return new BatchPolicy(routing, timeouts, writeRetries, backoff, keys);
    }
}
