package io.aeroarrow.embedded.fault;

/**
 * When a fault happens to the requests it is for.
 *
 * @param skipped how many of them it leaves alone first
 * @param times to how many it happens at most
 * @param probability of each, from 0 to 1
 * @param seed of the choice: the same seed chooses the same requests, by their number
 */
public record Occurrence(int skipped, int times, double probability, long seed) {

    public Occurrence {
        if (skipped < 0 || times < 0 || !(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "skipped " + skipped + ", times " + times + ", probability " + probability);
        }
    }

    /** To the first so many. */
    public static Occurrence times(int count) {
        return new Occurrence(0, count, 1, 0);
    }

    public static Occurrence once() {
        return times(1);
    }

    /** To each, until the rule is removed. */
    public static Occurrence always() {
        return times(Integer.MAX_VALUE);
    }

    /** To each by chance. */
    public static Occurrence chance(double probability, long seed) {
        return new Occurrence(0, Integer.MAX_VALUE, probability, seed);
    }

    /** Leaves the first so many alone. */
    public Occurrence after(int requests) {
        return new Occurrence(requests, times, probability, seed);
    }

    /** To so many at most. */
    public Occurrence atMost(int count) {
        return new Occurrence(skipped, count, probability, seed);
    }
}
