package io.aeroarrow.embedded.internal.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/**
 * The order in which the rows of a batch are executed and answered. A real server guarantees no order, so rows are shuffled by default.
 * The same seed and number of rows give the same order.
 *
 * @param seed the seed of the shuffle; empty for the order of the request
 */
public record BatchRowOrder(OptionalLong seed) {

    <T> List<T> arrange(List<T> rows) {
        if (seed.isEmpty() || rows.size() < 2) {
            return rows;
        }
        List<T> shuffled = new ArrayList<>(rows);
        Random random = new Random(seed.getAsLong() + rows.size());
        Collections.shuffle(shuffled, random);
        if (shuffled.equals(rows)) {
            Collections.reverse(shuffled);
        }
        return shuffled;
    }
}
