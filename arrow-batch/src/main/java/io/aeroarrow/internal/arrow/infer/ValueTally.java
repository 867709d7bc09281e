package io.aeroarrow.internal.arrow.infer;

import io.aeroarrow.arrow.schema.SampledValues;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.Particle;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts the different values of a bin in a sample, and finds the least and the greatest number. */
final class ValueTally {

    private static final long FNV_START = 0xcbf2_9ce4_8422_2325L;
    private static final long FNV_PRIME = 0x100_0000_01b3L;

    /** How often each value was seen, by a hash of its type and bytes. */
    private final Map<Long, Integer> seen = new HashMap<>();

    private boolean integers = true;
    private boolean numbers = true;
    private long leastInteger = Long.MAX_VALUE;
    private long greatestInteger = Long.MIN_VALUE;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    /** Adds a value. {@code address} is the address of its bytes. */
    void add(int particle, long address, int length) {
        seen.merge(hash(particle, address, length), 1, Integer::sum);
        if (particle == Particle.INTEGER && length == Long.BYTES) {
            long value = RawMemory.getLongBE(address);
            leastInteger = Math.min(leastInteger, value);
            greatestInteger = Math.max(greatestInteger, value);
            addNumber((double) value);
        } else if (particle == Particle.FLOAT && length == Double.BYTES) {
            integers = false;
            addNumber(Double.longBitsToDouble(RawMemory.getLongBE(address)));
        } else {
            numbers = false;
        }
    }

    private void addNumber(double value) {
        // Nothing is less or greater than NaN.
        if (value < least) {
            least = value;
        }
        if (value > greatest) {
            greatest = value;
        }
    }

    private static long hash(int particle, long address, int length) {
        long hash = (FNV_START ^ particle) * FNV_PRIME;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ RawMemory.getUnsignedByte(address + i)) * FNV_PRIME;
        }
        return hash;
    }

    SampledValues result() {
        long count = seen.values().stream().mapToLong(Integer::longValue).sum();
        long single = seen.values().stream().filter(times -> times == 1).count();
        boolean hasRange = numbers && least <= greatest;
        return new SampledValues(
                count,
                seen.size(),
                single,
                hasRange ? Optional.of(integers ? leastInteger : (Number) least) : Optional.empty(),
                hasRange ? Optional.of(integers ? greatestInteger : (Number) greatest) : Optional.empty());
    }
}
