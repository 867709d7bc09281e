package io.aeroarrow.internal.batch;

import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.model.PartitionSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Groups keys by node. The node depends on a key's partition and is looked up once for each partition. */
final class KeysByNode {

    /** The pending keys of one node, by index. */
    static final class Share {
        private final Node node;
        private int[] keys = new int[64];
        private int count;

        private Share(Node node) {
            this.node = node;
        }

        private void add(int key) {
            if (count == keys.length) {
                keys = Arrays.copyOf(keys, 2 * count);
            }
            keys[count] = key;
            count++;
        }

        Node node() {
            return node;
        }

        int count() {
            return count;
        }

        int firstKey() {
            return keys[0];
        }

        int[] removeAll() {
            int[] taken = Arrays.copyOf(keys, count);
            count = 0;
            return taken;
        }
    }

    private final IntFunction<@Nullable Node> nodeOf;
    private final @Nullable Share[] byPartition = new @Nullable Share[PartitionSet.PARTITIONS];
    private final List<Share> shares = new ArrayList<>();

    /**
     * @param nodeOf the node of a partition, null if there is none at present
     */
    KeysByNode(IntFunction<@Nullable Node> nodeOf) {
        this.nodeOf = nodeOf;
    }

    /**
     * Adds a key to the share of its node.
     *
     * @return the share; null if the partition has no node
     */
    @Nullable
    Share add(int key, int partition) {
        Share share = byPartition[partition];
        if (share == null) {
            share = shareOf(partition);
            if (share == null) {
                return null;
            }
            byPartition[partition] = share;
        }
        share.add(key);
        return share;
    }

    private @Nullable Share shareOf(int partition) {
        Node node = nodeOf.apply(partition);
        if (node == null) {
            return null;
        }
        for (Share share : shares) {
            if (share.node.equals(node)) {
                return share;
            }
        }
        Share share = new Share(node);
        shares.add(share);
        return share;
    }

    List<Share> shares() {
        return shares;
    }
}
