package io.aeroarrow.embedded.internal.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The succession lists: which nodes should hold each partition. Each pair of node and partition has a random score, so a node that joins
 * or leaves moves the fewest partitions.
 *
 * @param salt the seed of the scores
 */
record SuccessionLists(long salt) {

    /** The nodes that should hold the partition, the master first. Copies are on different racks if there are enough racks. */
    List<ClusterMember> owners(Collection<ClusterMember> members, int partition, int copies) {
        List<ClusterMember> ranked = new ArrayList<>(members);
        ranked.sort(Comparator.comparingLong((ClusterMember member) -> score(member, partition))
                .thenComparing(ClusterMember::nodeId));
        List<ClusterMember> chosen = new ArrayList<>();
        Set<Integer> racks = new HashSet<>();
        for (ClusterMember member : ranked) {
            if (chosen.size() < copies
                    && (member.rack().isEmpty() || racks.add(member.rack().getAsInt()))) {
                chosen.add(member);
            }
        }
        for (ClusterMember member : ranked) {
            if (chosen.size() < copies && !chosen.contains(member)) {
                chosen.add(member);
            }
        }
        return List.copyOf(chosen);
    }

    private long score(ClusterMember member, int partition) {
        long mixed = salt;
        mixed = mix(mixed + Long.parseUnsignedLong(member.nodeId(), 16));
        return mix(mixed + partition);
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long mixed = value + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
