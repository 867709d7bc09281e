package io.aeroarrow.policy;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long a record lives after a write.
 *
 * @param seconds from now, at most ten years; 0 for the namespace's default, -1 for ever, -2 to leave it as it is
 */
public record TimeToLive(int seconds) implements Serializable {

    /** As long as the set or namespace is configured to keep records. */
    public static final TimeToLive DEFAULT = new TimeToLive(0);

    /** The record does not expire. */
    public static final TimeToLive NEVER = new TimeToLive(-1);

    /** The write does not change when the record expires; a new record gets the default. */
    public static final TimeToLive KEEP = new TimeToLive(-2);

    private static final int MAX_SECONDS = 315_360_000;

    /**
     * Checks the components.
     *
     * @param seconds from now, at most ten years
     */
    public TimeToLive {
        if (seconds < -2 || seconds > MAX_SECONDS) {
            throw new IllegalArgumentException("a time to live of " + seconds + " seconds is not possible; it is 1 to "
                    + MAX_SECONDS + " (ten years), or 0, -1 or -2");
        }
    }

    /**
     * {@return so long from now, in whole seconds; what is less than one second more counts as one}
     *
     * @param duration longer than zero; at most ten years
     */
    public static TimeToLive of(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a time to live is longer than zero, not " + duration);
        }
        long seconds = duration.plusNanos(999_999_999).toSeconds();
        return new TimeToLive((int) Math.min(seconds, Integer.MAX_VALUE));
    }
}
