package io.aeroarrow.model;

import java.io.Serializable;
import java.util.BitSet;
import java.util.Collection;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** An immutable set of Aerospike partitions, each an id of 0 to 4095. */
public final class PartitionSet implements Serializable {

    /** How many partitions every namespace has. */
    public static final int PARTITIONS = 4096;

    private static final long serialVersionUID = 1;
    private static final PartitionSet ALL = range(0, PARTITIONS);

    private final BitSet ids;

    private PartitionSet(BitSet ids) {
        this.ids = ids;
    }

    /** {@return every partition} */
    public static PartitionSet all() {
        return ALL;
    }

    /**
     * {@return the partitions {@code first} to {@code first + count - 1}}
     *
     * @param first the first partition
     * @param count how many, 1 or more
     * @throws IllegalArgumentException if that reaches outside 0..4095 or is empty
     */
    public static PartitionSet range(int first, int count) {
        if (first < 0 || count < 1 || count > PARTITIONS - first) {
            throw new IllegalArgumentException(
                    "partitions " + first + " to " + (first + (long) count - 1) + " are not all in 0..4095");
        }
        BitSet ids = new BitSet(PARTITIONS);
        ids.set(first, first + count);
        return new PartitionSet(ids);
    }

    /**
     * {@return the given partitions}
     *
     * @param partitions ids, each 0 to 4095
     */
    public static PartitionSet of(Collection<Integer> partitions) {
        BitSet ids = new BitSet(PARTITIONS);
        for (int id : partitions) {
            if (id < 0 || id >= PARTITIONS) {
                throw new IllegalArgumentException("partition " + id + " is not in 0..4095");
            }
            ids.set(id);
        }
        return new PartitionSet(ids);
    }

    /** {@return how many partitions the set has, 0 to 4096} */
    public int size() {
        return ids.cardinality();
    }

    /** {@return whether the set has no partition} */
    public boolean isEmpty() {
        return ids.isEmpty();
    }

    /**
     * {@return whether the set has a partition}
     *
     * @param partition an id
     */
    public boolean contains(int partition) {
        return partition >= 0 && ids.get(partition);
    }

    /**
     * {@return the partitions that both have}
     *
     * @param other the other set
     */
    public PartitionSet intersect(PartitionSet other) {
        BitSet both = (BitSet) ids.clone();
        both.and(other.ids);
        return new PartitionSet(both);
    }

    /**
     * Visits the ids in ascending order.
     *
     * @param action called for each id
     */
    public void forEach(IntConsumer action) {
        for (int id = ids.nextSetBit(0); id >= 0; id = ids.nextSetBit(id + 1)) {
            action.accept(id);
        }
    }

    /** {@return the ids in ascending order} */
    public IntStream stream() {
        return ids.stream();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartitionSet set && ids.equals(set.ids);
    }

    @Override
    public int hashCode() {
        return ids.hashCode();
    }

    @Override
    public String toString() {
        if (isEmpty()) {
            return "no partitions";
        }
        return size() + " partitions in " + ids.nextSetBit(0) + ".." + (ids.length() - 1);
    }
}
