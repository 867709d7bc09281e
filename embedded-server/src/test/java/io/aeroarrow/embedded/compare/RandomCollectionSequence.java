package io.aeroarrow.embedded.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Requests with operations on a list and a map. */
final class RandomCollectionSequence implements RandomSequence {
    private final Random random;
    private final RandomCollectionCalls calls;

    RandomCollectionSequence(Random random) {
        this.random = random;
        this.calls = new RandomCollectionCalls(random);
    }

    @Override
    public List<ComparedOp> next(int request) {
        if (request == 0 && random.nextInt(3) > 0) {
            return List.of(calls.start(true), calls.start(false));
        }
        List<ComparedOp> ops = new ArrayList<>();
        for (int i = random.nextInt(4) == 0 ? 3 : 1; i > 0; i--) {
            ops.add(random.nextInt(40) == 0 ? calls.start(random.nextBoolean()) : calls.call());
        }
        return ops;
    }
}
