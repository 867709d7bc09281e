package io.aeroarrow.internal.admin;

import io.aeroarrow.admin.NamespaceCount;
import io.aeroarrow.admin.SetCount;
import io.aeroarrow.internal.info.Info;
import io.aeroarrow.internal.info.Replicas;
import io.aeroarrow.model.PartitionSet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The records of a namespace, from the answers of some nodes. The nodes count the records of all partitions that they
 * hold, replicas included. The numbers are therefore scaled: by the share of records whose master answered, and by the
 * share of partitions whose master answered. Records are evenly distributed over partitions, so a missing node makes the
 * numbers inexact, and not smaller.
 */
final class NamespaceRecords {

    static final String REPLICAS = "replicas";

    private final String namespace;
    private final BitSet masters = new BitSet();
    private final BitSet held = new BitSet();
    private final Map<String, Amount> sets = new TreeMap<>();
    private final Set<String> unindexed = new HashSet<>();
    private Amount all = Amount.NONE;
    private long masterObjects;
    private long replicationFactor = 1;

    private record Amount(long objects, long bytes) {
        static final Amount NONE = new Amount(0, 0);

        Amount plus(Amount other) {
            return new Amount(objects + other.objects, bytes + other.bytes);
        }
    }

    private NamespaceRecords(String namespace) {
        this.namespace = namespace;
    }

    /**
     * The info names to ask for. Nodes answer in this order. Partitions come first: if a node takes over partitions in
     * between, the estimates are too high, and not too small.
     */
    static List<String> names(String namespace) {
        return List.of(REPLICAS, whole(namespace), sets(namespace));
    }

    private static String sets(String namespace) {
        return "sets/" + namespace;
    }

    private static String whole(String namespace) {
        return "namespace/" + namespace;
    }

    static NamespaceRecords of(String namespace, Collection<Map<String, String>> answers) {
        NamespaceRecords records = new NamespaceRecords(namespace);
        answers.forEach(records::add);
        return records;
    }

    private void add(Map<String, String> answer) {
        Map<String, String> properties =
                Info.properties(Info.requireValue(answer.getOrDefault(whole(namespace), ""), whole(namespace)), ';');
        boolean filling = Info.number(properties, "migrate_rx_partitions_remaining") > 0;
        for (Replicas claims : Replicas.parse(Info.requireValue(answer.getOrDefault(REPLICAS, ""), REPLICAS))) {
            if (claims.namespace().equals(namespace)) {
                addPartitions(claims, filling);
            }
        }
        masterObjects += Info.number(properties, "master_objects");
        all = all.plus(new Amount(Info.number(properties, "objects"), bytes(properties)));
        replicationFactor = Math.max(replicationFactor, Info.number(properties, "effective_replication_factor"));
        for (String set : Info.list(Info.requireValue(answer.getOrDefault(sets(namespace), ""), sets(namespace)))) {
            Map<String, String> of = Info.properties(set, ':');
            String name = of.getOrDefault("set", "");
            if (!name.isEmpty()) {
                if (!isIndexed(of)) {
                    unindexed.add(name);
                }
                sets.merge(name, new Amount(Info.number(of, "objects"), bytes(of)), Amount::plus);
            }
        }
    }

    private static boolean isIndexed(Map<String, String> properties) {
        return "true".equals(properties.get("enable-index")) && !"true".equals(properties.get("index_populating"));
    }

    /**
     * @param filling whether the replicas of the node may be incomplete
     */
    private void addPartitions(Replicas claims, boolean filling) {
        for (int replica = 0; replica < claims.columns().size(); replica++) {
            for (int partition = 0; partition < PartitionSet.PARTITIONS; partition++) {
                if (claims.holds(replica, partition)) {
                    masters.set(partition, masters.get(partition) || replica == 0);
                    held.set(partition, held.get(partition) || replica == 0 || !filling);
                }
            }
        }
    }

    /** The partitions of which no node that answered has a complete copy; all if none of them is a master. */
    BitSet missing() {
        BitSet missing = new BitSet();
        missing.set(0, PartitionSet.PARTITIONS);
        if (!masters.isEmpty()) {
            missing.andNot(held);
        }
        return missing;
    }

    NamespaceCount count() {
        return new NamespaceCount(
                namespace,
                scaled(masterObjects, PartitionSet.PARTITIONS, masters.cardinality()),
                withoutReplicas(all.bytes));
    }

    List<SetCount> sets() {
        List<SetCount> counts = new ArrayList<>();
        sets.forEach((set, held) -> counts.add(new SetCount(
                namespace, set, withoutReplicas(held.objects), withoutReplicas(held.bytes), !unindexed.contains(set))));
        return counts;
    }

    private long withoutReplicas(long amount) {
        if (all.objects == 0 || masterObjects == 0) {
            return scaled(amount, 1, replicationFactor);
        }
        BigInteger numerator = BigInteger.valueOf(masterObjects).multiply(BigInteger.valueOf(PartitionSet.PARTITIONS));
        BigInteger denominator = BigInteger.valueOf(all.objects).multiply(BigInteger.valueOf(masters.cardinality()));
        return scaled(amount, numerator, denominator);
    }

    private static long scaled(long amount, long numerator, long denominator) {
        return scaled(amount, BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /** Rounded up, so that some records never count as none. */
    private static long scaled(long amount, BigInteger numerator, BigInteger denominator) {
        return BigInteger.valueOf(amount)
                .multiply(numerator)
                .add(denominator)
                .subtract(BigInteger.ONE)
                .divide(denominator)
                .longValueExact();
    }

    /**
     * The size of the data. Server 7.0 and later report one number; older ones report memory and devices separately.
     */
    private static long bytes(Map<String, String> properties) {
        return Info.number(properties, "data_used_bytes")
                + Math.max(
                        Math.max(
                                Info.number(properties, "device_data_bytes"),
                                Info.number(properties, "memory_data_bytes")),
                        Math.max(
                                Info.number(properties, "device_used_bytes"),
                                Info.number(properties, "memory_used_data_bytes")));
    }
}
