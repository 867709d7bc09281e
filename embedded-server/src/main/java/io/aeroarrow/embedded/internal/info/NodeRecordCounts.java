package io.aeroarrow.embedded.internal.info;

import io.aeroarrow.embedded.internal.cluster.NodeMembership;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.RecordSet;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import java.util.HashMap;
import java.util.Map;

/** The number of records of a namespace that a node holds: as master, as replica, and per set. */
final class NodeRecordCounts {
    private final Map<RecordSet, Amount> sets = new HashMap<>();
    private long asMaster;
    private long asReplica;
    private long bytes;

    /** The number and bytes of records of a set. */
    record Amount(long objects, long bytes) {
        static final Amount NONE = new Amount(0, 0);

        private Amount plus(Amount other) {
            return new Amount(objects + other.objects, bytes + other.bytes);
        }
    }

    static NodeRecordCounts of(Namespace namespace, NodeMembership membership) {
        NodeRecordCounts held = new NodeRecordCounts();
        if (membership.size() == 1 && membership.replicationFactor() == 1) {
            held.holdsAll(namespace);
            return held;
        }
        for (int partition = 0; partition < Digest.PARTITIONS; partition++) {
            if (membership.serves(namespace.name(), partition)) {
                boolean master = membership.holds(namespace.name(), 0, partition);
                namespace.scan(partition, null).forEachRemaining(entry -> held.count(entry.getValue(), master));
            }
        }
        return held;
    }

    private void holdsAll(Namespace namespace) {
        asMaster = namespace.objects();
        bytes = namespace.usedBytes();
        namespace.sets().forEach(set -> sets.put(set, new Amount(set.objects(), set.usedBytes())));
    }

    private void count(StoredRecord stored, boolean master) {
        if (master) {
            asMaster++;
        } else {
            asReplica++;
        }
        bytes += stored.storedSize();
        sets.merge(stored.set(), new Amount(1, stored.storedSize()), Amount::plus);
    }

    long asMaster() {
        return asMaster;
    }

    long asReplica() {
        return asReplica;
    }

    long bytes() {
        return bytes;
    }

    Amount of(RecordSet set) {
        return sets.getOrDefault(set, Amount.NONE);
    }
}
