package io.aeroarrow.arrow;

import io.aeroarrow.protocol.Particle;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** How often each type of value was seen in one bin. */
final class TypeCounts {

    private final Map<Integer, Long> counts = new TreeMap<>();

    void add(int particle) {
        counts.merge(particle, 1L, Long::sum);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /**
     * The narrowest type that holds every value seen; where no type does, the one that holds the most of them.
     *
     * @param what the bin, for errors
     */
    ArrowType type(String what) {
        if (counts.containsKey(Particle.LIST) || counts.containsKey(Particle.MAP)) {
            throw new IllegalArgumentException(
                    what + " holds lists or maps, which are not decoded yet; give a schema that leaves it out. Seen: "
                            + this);
        }
        if (seenOnly(Particle.INTEGER)) {
            return new ArrowType.Int(Long.SIZE, true);
        } else if (seenOnly(Particle.INTEGER, Particle.FLOAT)) {
            return new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
        } else if (seenOnly(Particle.BOOL)) {
            return new ArrowType.Bool();
        } else if (seenOnly(Particle.STRING, Particle.GEOJSON)) {
            return new ArrowType.Utf8();
        } else if (counts.keySet().stream().allMatch(seen -> Particle.isBlob(seen) || seen == Particle.STRING)) {
            return new ArrowType.Binary();
        }
        return mostFrequent();
    }

    private boolean seenOnly(int... particles) {
        return counts.keySet().stream()
                .allMatch(seen -> Arrays.stream(particles).anyMatch(allowed -> allowed == seen));
    }

    private ArrowType mostFrequent() {
        int particle = counts.entrySet().stream()
                .max(Comparator.comparing(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
        TypeCounts alone = new TypeCounts();
        alone.add(particle);
        return alone.type("a value");
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(seen -> seen.getValue() + " " + Particle.name(seen.getKey()))
                .collect(Collectors.joining(", "));
    }
}
