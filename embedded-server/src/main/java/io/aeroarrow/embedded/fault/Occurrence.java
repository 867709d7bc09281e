package io.aeroarrow.embedded.fault;

/**
 * Which requests of a {@link FaultTarget} a fault happens to.
 *
 * @param skipped how many requests are skipped first; 0 or more
 * @param times how many requests it happens to at most; 0 or more
 * @param probability the probability for each request, from 0 to 1
 * @param seed the seed of the random choice: the same seed chooses the same request numbers
 */
public record Occurrence(int skipped, int times, double probability, long seed) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public Occurrence {
        if (skipped < 0 || times < 0 || !(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("skipped (" + skipped + ") and times (" + times
                    + ") must be 0 or more, probability (" + probability + ") from 0 to 1");
        }
    }

    /** The first {@code count} requests. */
    public static Occurrence times(int count) {
        return new Occurrence(0, count, 1, 0);
    }

    /** The first request only. */
    public static Occurrence once() {
        return times(1);
    }

    /** Each request, until the rule is removed. */
    public static Occurrence always() {
        return times(Integer.MAX_VALUE);
    }

    /** A random choice of requests: each with this probability, from 0 to 1. The same seed gives the same choice. */
    public static Occurrence chance(double probability, long seed) {
        return new Occurrence(0, Integer.MAX_VALUE, probability, seed);
    }

    /** The same, but the first {@code requests} requests are skipped. */
    public Occurrence after(int requests) {
        return new Occurrence(requests, times, probability, seed);
    }

    /** The same, but at most {@code count} requests are hit. */
    public Occurrence atMost(int count) {
        return new Occurrence(skipped, count, probability, seed);
    }
}
