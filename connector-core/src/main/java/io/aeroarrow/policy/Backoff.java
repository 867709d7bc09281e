package io.aeroarrow.policy;

import java.io.Serializable;
import java.time.Duration;

/**
 * Exponential back-off with jitter: the pause doubles with each retry and is shortened by a random part, so that
 * clients that failed together do not retry together.
 *
 * @param first the pause before the first retry; zero for none at all
 * @param longest the longest pause; not less than {@code first}
 */
public record Backoff(Duration first, Duration longest) implements Serializable {

    /**
     * 10 ms, up to 1 s: short enough for a request that met a full queue, long enough at last for a cluster to notice
     * that a node is gone.
     */
    public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(10), Duration.ofSeconds(1));

    private static final int MOST_DOUBLINGS = 30;

    /**
     * Checks the components.
     *
     * @param first the pause before the first retry
     * @param longest the longest pause; not less than {@code first}
     */
    public Backoff {
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "the pauses are " + first + " to " + longest + "; the first must not be negative or the longer");
        }
    }

    /**
     * {@return the pause before a retry}
     *
     * @param retry counts from 1
     * @param random 0 to 1; the pause is between a half and all of its full length
     */
    public Duration pause(int retry, double random) {
        long full = first.toNanos() << Math.min(retry - 1, MOST_DOUBLINGS);
        boolean overflown = full >> Math.min(retry - 1, MOST_DOUBLINGS) != first.toNanos();
        long bounded = overflown ? longest.toNanos() : Math.min(full, longest.toNanos());
        return Duration.ofNanos((long) (bounded * (0.5 + random / 2)));
    }
}
