package io.aeroarrow.internal.scan;

import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.cluster.PartitionMap;
import io.aeroarrow.internal.cluster.Route;
import io.aeroarrow.model.PartitionSet;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Assigns the pending partitions of a query to the nodes that hold them. */
final class NodeShares {

    private final PartitionMap map;
    private final Map<Node, BitSet> owned = new LinkedHashMap<>();
    private final BitSet orphans;

    /**
     * @param route chooses the replica by attempt
     */
    NodeShares(BitSet pending, PartitionMap map, Route route, int attempt) {
        this.map = map;
        this.orphans = route.share(pending, map, attempt, owned);
    }

    /**
     * Returns the share of each node.
     *
     * @param maxRecords the number of records that the scan still wants, 0 for all
     */
    List<NodeShare> list(WindowSizes windows, long maxRecords) {
        // Rounded up, so that the shares add up to enough; the scan itself stops at the limit.
        long most = maxRecords == 0 ? 0 : (maxRecords + owned.size() - 1) / Math.max(1, owned.size());
        windows.prepare(owned.keySet());
        return owned.entrySet().stream()
                .map(share -> new NodeShare(share.getKey(), share.getValue(), windows.of(share.getKey(), map), most))
                .toList();
    }

    /** The error if no node holds some partitions. */
    @Nullable
    PartitionsUnavailableException failure() {
        if (orphans.isEmpty()) {
            return null;
        }
        return new PartitionsUnavailableException(
                PartitionSet.of(orphans.stream().boxed().toList()),
                "no node holds " + orphans.cardinality() + " partitions, the first one is " + orphans.nextSetBit(0));
    }
}
