package io.aeroarrow.embedded.internal.hll;

import java.util.ArrayList;
import java.util.List;

/** Estimates of the numbers of elements of sketches, of their unions and intersections. */
final class Estimates {
    private static final int MAX_RUN = 64;

    private Estimates() {}

    /** The number of elements, by the improved estimator of O. Ertl (arXiv:1702.01284, algorithm 6). */
    static long count(HyperLogLog sketch) {
        if (sketch.cache() != 0) {
            return sketch.cache();
        }
        int size = sketch.size();
        int[] histogram = new int[MAX_RUN + 1];
        for (int i = 0; i < size; i++) {
            histogram[sketch.run(i)]++;
        }
        double z = size * tau(histogram[MAX_RUN] / (double) size);
        for (int run = MAX_RUN; run > 0; run--) {
            z = 0.5 * (z + histogram[run]);
        }
        z += size * sigma(histogram[0] / (double) size);
        return rounded(alpha(sketch.indexBits()) * size * size / z);
    }

    private static double tau(double start) {
        if (start == 0.0 || start == 1.0) {
            return 0.0;
        }
        double value = start;
        double y = 1.0;
        double z = 1 - value;
        double previous;
        do {
            value = Math.sqrt(value);
            previous = z;
            y *= 0.5;
            z -= (1 - value) * (1 - value) * y;
        } while (previous != z);
        return z / 3;
    }

    private static double sigma(double start) {
        if (start == 1.0) {
            return Double.POSITIVE_INFINITY;
        }
        double value = start;
        double y = 1;
        double z = value;
        double previous;
        do {
            value *= value;
            previous = z;
            z += value * y;
            y += y;
        } while (previous != z);
        return z;
    }

    private static double alpha(int indexBits) {
        return switch (indexBits) {
            case 4 -> 0.673;
            case 5 -> 0.697;
            case 6 -> 0.709;
            default -> 0.7213 / (1.0 + 1.079 / (1 << indexBits));
        };
    }

    /** Rounds halves away from zero. */
    private static long rounded(double value) {
        double floor = Math.floor(value);
        return (long) (value - floor >= 0.5 ? floor + 1 : floor);
    }

    /** An empty sketch with the bits that all these sketches can be reduced to. */
    static HyperLogLog common(List<HyperLogLog> sketches) {
        int indexBits = sketches.get(0).indexBits();
        int minhashBits = sketches.get(0).minhashBits();
        for (HyperLogLog sketch : sketches) {
            indexBits = Math.min(indexBits, sketch.indexBits());
            minhashBits = minhashBits == sketch.minhashBits() ? minhashBits : 0;
        }
        return new HyperLogLog(indexBits, minhashBits);
    }

    static HyperLogLog union(List<HyperLogLog> sketches) {
        HyperLogLog union = common(sketches);
        sketches.forEach(union::unite);
        return union;
    }

    static long intersection(List<HyperLogLog> sketches) {
        if (common(sketches).minhashBits() == 0) {
            return inclusionExclusion(sketches);
        }
        double similarity = similarity(sketches);
        return Double.isNaN(similarity) ? 0 : rounded(count(union(sketches)) * similarity);
    }

    private static long inclusionExclusion(List<HyperLogLog> sketches) {
        long union = count(union(sketches));
        long sum = 0;
        for (HyperLogLog sketch : sketches) {
            sum += count(sketch);
        }
        if (sketches.size() == 2) {
            return Math.max(0, sum - union);
        }
        long pairs = intersection(sketches.subList(0, 2))
                + intersection(sketches.subList(1, 3))
                + intersection(List.of(sketches.get(0), sketches.get(2)));
        return Math.max(0, union - (sum - pairs));
    }

    /** The Jaccard index; NaN for empty sketches. */
    static double similarity(List<HyperLogLog> sketches) {
        HyperLogLog common = common(sketches);
        if (common.minhashBits() == 0) {
            return (double) inclusionExclusion(sketches) / count(union(sketches));
        }
        List<HyperLogLog> filled = new ArrayList<>(sketches);
        filled.removeIf(sketch -> !sketch.hasData());
        if (filled.size() < sketches.size()) {
            return filled.isEmpty() ? Double.NaN : 0.0;
        }
        int inUnion = union(sketches).usedRegisters();
        common.unite(sketches.get(0));
        sketches.subList(1, sketches.size()).forEach(common::intersect);
        double collisions =
                sketches.size() == 2 ? collisions(common, count(sketches.get(0)), count(sketches.get(1))) : 0.0;
        return Math.max(0.0, (common.usedRegisters() - collisions) / inUnion);
    }

    /** The expected number of registers that are the same by chance (arXiv:1710.08436). */
    private static double collisions(HyperLogLog template, long first, long second) {
        double probability = 0.0;
        for (int run = 1; run <= MAX_RUN; run++) {
            double from = (run == MAX_RUN ? 0.0 : Math.pow(2, -run)) / template.size();
            double to = Math.pow(2, -run + 1) / template.size();
            double x = Math.pow(1 - from, (double) first) - Math.pow(1 - to, (double) first);
            double y = Math.pow(1 - from, (double) second) - Math.pow(1 - to, (double) second);
            probability += x * y;
        }
        return probability * template.size() / Math.pow(2, template.minhashBits());
    }
}
