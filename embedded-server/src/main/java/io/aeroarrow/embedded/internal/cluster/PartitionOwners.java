package io.aeroarrow.embedded.internal.cluster;

import io.aeroarrow.embedded.internal.store.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * The current and the wanted owners of each partition of a namespace. A partition stays with its current owners until it migrates, as
 * on a real cluster. Changed under the topology's lock; all threads may read it.
 */
final class PartitionOwners {
    private final AtomicReferenceArray<List<ClusterMember>> owners = filled();
    private final AtomicReferenceArray<List<ClusterMember>> wanted = filled();
    /** The last owners of partitions without an owner; they bring the records back. */
    private final AtomicReferenceArray<List<ClusterMember>> lastOwners = filled();

    private volatile int pending;

    private static AtomicReferenceArray<List<ClusterMember>> filled() {
        AtomicReferenceArray<List<ClusterMember>> array = new AtomicReferenceArray<>(Digest.PARTITIONS);
        for (int partition = 0; partition < Digest.PARTITIONS; partition++) {
            array.set(partition, List.of());
        }
        return array;
    }

    /** The nodes with a full copy, the master first. */
    List<ClusterMember> owners(int partition) {
        return owners.get(partition);
    }

    /** The number of partitions that have to migrate. */
    int pending() {
        return pending;
    }

    /** Sets the wanted owners of each partition. A new partition, which has no records, gets them at once. */
    void want(IntFunction<List<ClusterMember>> succession) {
        for (int partition = 0; partition < Digest.PARTITIONS; partition++) {
            wanted.set(partition, succession.apply(partition));
            if (owners.get(partition).isEmpty() && lastOwners.get(partition).isEmpty()) {
                replace(partition, wanted.get(partition));
            }
        }
        count();
    }

    /** Migrates at most this many partitions to their wanted owners. */
    void settle(int most) {
        int left = most;
        for (int partition = 0; partition < Digest.PARTITIONS && left > 0; partition++) {
            if (isPending(partition)) {
                replace(partition, wanted.get(partition));
                left--;
            }
        }
        count();
    }

    /** Makes a node the master, in place of the current master. */
    void moveMaster(int partition, ClusterMember next) {
        List<ClusterMember> before = owners.get(partition);
        if (before.isEmpty()) {
            throw new IllegalStateException("no node holds partition " + partition + ": restart its last node first");
        }
        List<ClusterMember> after = new ArrayList<>(before);
        int copy = after.indexOf(next);
        if (copy > 0) {
            after.set(copy, before.get(0));
        }
        after.set(0, next);
        replace(partition, List.copyOf(after));
        wanted.set(partition, owners.get(partition));
        count();
    }

    /**
     * Removes nodes that left at the same moment from all partitions.
     *
     * @param comeBack whether a returning node brings back the partitions that no other node holds
     * @param orphaned receives each partition that no node holds any more
     */
    void remove(Collection<ClusterMember> gone, boolean comeBack, IntConsumer orphaned) {
        for (int partition = 0; partition < Digest.PARTITIONS; partition++) {
            List<ClusterMember> before = owners.get(partition);
            replace(
                    partition,
                    before.stream().filter(owner -> !gone.contains(owner)).toList());
            if (!before.isEmpty() && owners.get(partition).isEmpty()) {
                if (comeBack) {
                    lastOwners.set(partition, before);
                }
                orphaned.accept(partition);
            }
        }
        count();
    }

    /** Gives a returned node the partitions that it held last. */
    void returned(ClusterMember member) {
        for (int partition = 0; partition < Digest.PARTITIONS; partition++) {
            if (lastOwners.get(partition).contains(member)) {
                lastOwners.set(partition, List.of());
                replace(partition, List.of(member));
            }
        }
        count();
    }

    private boolean isPending(int partition) {
        return !owners.get(partition).isEmpty() && !owners.get(partition).equals(wanted.get(partition));
    }

    private void replace(int partition, List<ClusterMember> after) {
        List<ClusterMember> before = owners.getAndSet(partition, after);
        if (!before.equals(after)) {
            Set<ClusterMember> touched = new HashSet<>(before);
            touched.addAll(after);
            touched.forEach(ClusterMember::partitionChanged);
        }
    }

    private void count() {
        int found = 0;
        for (int partition = 0; partition < Digest.PARTITIONS; partition++) {
            found += isPending(partition) ? 1 : 0;
        }
        pending = found;
    }
}
