package io.aeroarrow.internal.scan;

import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.cluster.PartitionMap;
import io.aeroarrow.model.PartitionSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a namespace into groups of partitions. All partitions of a group have the same master, so that a group's scan
 * talks to one node.
 */
public final class PartitionPlan {

    private PartitionPlan() {}

    /**
     * Plans the groups. Together they hold every partition exactly once.
     *
     * @param wanted the number of groups to aim at; each node gets at least one
     */
    public static List<PartitionSet> plan(ClusterView view, String namespace, int wanted) {
        PartitionMap map = view.partitions(namespace);
        Map<String, List<Integer>> byNode = new LinkedHashMap<>();
        for (int partition = 0; partition < PartitionSet.PARTITIONS; partition++) {
            Node owner = map.ownerForAttempt(0, partition);
            // Partitions without a node get a group too: its scan reports the problem, or a node holds them by then.
            byNode.computeIfAbsent(owner == null ? "" : owner.id(), id -> new ArrayList<>())
                    .add(partition);
        }
        List<PartitionSet> groups = new ArrayList<>();
        int before = 0;
        for (List<Integer> partitions : byNode.values()) {
            // Rounding cumulative counts makes the groups of all nodes add up to the wanted number.
            int after = before + partitions.size();
            groups.addAll(cut(partitions, share(after, wanted) - share(before, wanted)));
            before = after;
        }
        return List.copyOf(groups);
    }

    private static int share(int partitions, int wanted) {
        return Math.round((float) wanted * partitions / PartitionSet.PARTITIONS);
    }

    private static List<PartitionSet> cut(List<Integer> partitions, int wanted) {
        int groups = Math.min(Math.max(1, wanted), partitions.size());
        List<PartitionSet> cut = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            int from = partitions.size() * i / groups;
            int to = partitions.size() * (i + 1) / groups;
            cut.add(PartitionSet.of(partitions.subList(from, to)));
        }
        return cut;
    }
}
