package io.aeroarrow.arrow.schema;

import java.util.Optional;

/**
 * What a sample shows about the values of a bin. Elements of lists and maps do not count.
 *
 * @param count how many values the sample has
 * @param distinct how many different values it has
 * @param single how many of the different values it has once
 * @param least the least number, a {@link Long} or {@link Double}; empty if a value is not a number
 * @param greatest the greatest number; empty if {@code least} is
 */
public record SampledValues(long count, long distinct, long single, Optional<Number> least, Optional<Number> greatest) {

    /**
     * {@return an estimate of how many different values the bin has in all records}
     *
     * <p>Values that the sample has several times are taken to be the frequent ones, all of which it has. Of the others, it
     * is taken to have the square root of their share (the GEE estimator of Charikar and others).
     *
     * @param values how many values all records have; at least {@link #count()}
     */
    public long distinctOf(long values) {
        if (count == 0) {
            return 0;
        }
        double scale = Math.max(1, (double) values / count);
        return single == count ? values : Math.min(values, Math.round(Math.sqrt(scale) * single + distinct - single));
    }
}
