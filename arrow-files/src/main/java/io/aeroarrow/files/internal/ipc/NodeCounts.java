package io.aeroarrow.files.internal.ipc;

import java.util.Iterator;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;

/**
 * Compares the value counts of loaded vectors with those that the batch declares. Arrow's loader makes a child as long as
 * its parent needs, even if an offset is corrupt, so the vectors alone no longer show the damage.
 */
final class NodeCounts {

    private final Iterator<ArrowFieldNode> nodes;

    private NodeCounts(Iterator<ArrowFieldNode> nodes) {
        this.nodes = nodes;
    }

    /**
     * Checks the vectors of a batch, in the order of its nodes.
     *
     * @throws IllegalArgumentException if a vector has more values than the batch
     */
    static void check(List<FieldVector> vectors, List<ArrowFieldNode> nodes) {
        new NodeCounts(nodes.iterator()).check(vectors);
    }

    private void check(List<FieldVector> vectors) {
        for (FieldVector vector : vectors) {
            long declared = nodes.next().getLength();
            if (vector.getValueCount() > declared) {
                throw new IllegalArgumentException("column " + vector.getName() + " has " + declared + " values; "
                        + vector.getValueCount() + " were expected");
            }
            check(vector.getChildrenFromFields());
        }
    }
}
