package io.aeroarrow.internal.scan;

import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.cluster.PartitionMap;
import io.aeroarrow.model.PartitionSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cuts a namespace into groups of partitions, each within one node, so that a group's scan talks to one node. */
public final class PartitionPlan {

    private PartitionPlan() {}

    /**
     * The groups: together all partitions, none twice.
     *
     * @param wanted how many groups to aim at; each node has at least one
     */
    public static List<PartitionSet> plan(ClusterView view, String namespace, int wanted) {
        PartitionMap map = view.partitions(namespace);
        Map<String, List<Integer>> byNode = new LinkedHashMap<>();
        for (int partition = 0; partition < PartitionSet.PARTITIONS; partition++) {
            Node owner = map.ownerForAttempt(0, partition);
            // Partitions without a node are read too: the scan says what is wrong, or finds them back by then.
            byNode.computeIfAbsent(owner == null ? "" : owner.id(), id -> new ArrayList<>())
                    .add(partition);
        }
        List<PartitionSet> groups = new ArrayList<>();
        int before = 0;
        for (List<Integer> partitions : byNode.values()) {
            // Rounded at the borders between nodes, so that the groups of all nodes add up to what is wanted.
            int behind = before + partitions.size();
            groups.addAll(cut(partitions, share(behind, wanted) - share(before, wanted)));
            before = behind;
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
