package io.aeroarrow.embedded.internal.info;

import io.aeroarrow.embedded.internal.cluster.NodeMembership;
import io.aeroarrow.embedded.internal.index.IndexDefinition;
import io.aeroarrow.embedded.internal.index.IndexRegistry;
import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.Namespaces;
import io.aeroarrow.embedded.internal.store.RecordSet;
import java.util.List;
import java.util.stream.Collectors;

/** The info commands namespaces, namespace/NS, sets and get-config. */
final class NamespaceInfoCommands {
    private static final int MAX_CONTEXT = 1023;

    private final Namespaces namespaces;
    private final IndexRegistry indexes;
    private final NodeMembership membership;
    private final ConnectionLimits limits;

    NamespaceInfoCommands(
            Namespaces namespaces, IndexRegistry indexes, NodeMembership membership, ConnectionLimits limits) {
        this.limits = limits;
        this.membership = membership;
        this.namespaces = namespaces;
        this.indexes = indexes;
    }

    String names() {
        return namespaces.all().stream().map(Namespace::name).collect(Collectors.joining(";"));
    }

    String namespace(InfoRequest request) {
        Namespace namespace =
                request.path().isEmpty() ? null : namespaces.find(request.path().get(0));
        return namespace == null ? "type=unknown" : statistics(namespace) + ";" + config(namespace);
    }

    String sets(InfoRequest request) {
        List<String> path = request.path();
        if (path.isEmpty()) {
            return namespaces.all().stream().map(this::setsOf).collect(Collectors.joining());
        }
        Namespace namespace = namespaces.find(path.get(0));
        if (namespace == null) {
            return "ns_type=unknown";
        }
        if (path.size() == 1) {
            return setsOf(namespace);
        }
        NodeRecordCounts held = NodeRecordCounts.of(namespace, membership);
        return namespace.sets().stream()
                .filter(set -> set.displayName().equals(path.get(1)))
                .map(set -> properties(namespace, set, held))
                .collect(Collectors.joining());
    }

    String getConfig(InfoRequest request) {
        String context = request.rest().isEmpty() ? "service" : request.required(MAX_CONTEXT, "context");
        if (context.equals("service")) {
            return "batch-max-requests=0;proto-fd-idle-ms="
                    + limits.idle().toMillis() + ";proto-fd-max=" + limits.most()
                    + ";query-max-done=100;transaction-max-ms=1000;info-max-ms=10000";
        }
        if (context.equals("network")) {
            return "service.access-port=0";
        }
        if (!context.equals("namespace")) {
            return InfoError.of(4, "invalid context");
        }
        Namespace namespace = namespaces.find(request.required(MAX_CONTEXT, "namespace", "id"));
        return namespace == null ? InfoError.NO_NAMESPACE : config(namespace);
    }

    private String statistics(Namespace namespace) {
        NodeRecordCounts held = NodeRecordCounts.of(namespace, membership);
        int migrations = membership.migrationsLeft(namespace.name());
        return "ns_cluster_size=" + membership.size() + ";effective_replication_factor="
                + membership.replicationFactor() + ";objects=" + (held.asMaster() + held.asReplica())
                + ";tombstones=0;xdr_tombstones=0;mrt_provisionals=0;master_objects=" + held.asMaster()
                + ";master_tombstones=0;prole_objects=" + held.asReplica() + ";prole_tombstones=0;non_replica_objects=0"
                + ";non_replica_tombstones=0;unreplicated_records=0;dead_partitions=0;unavailable_partitions=0"
                + ";clock_skew_stop_writes=false;stop_writes=" + namespace.isFull() + ";hwm_breached=false"
                + ";data_used_bytes=" + held.bytes() + ";migrate_tx_partitions_remaining=" + migrations
                + ";migrate_rx_partitions_remaining=" + migrations + ";nodes_quiesced=0";
    }

    private String config(Namespace namespace) {
        return "allow-ttl-without-nsup=true;apply-ttl-reductions=true;background-query-max-rps=10000"
                + ";default-read-touch-ttl-pct=0;default-ttl=" + namespace.defaultTtl()
                + ";force-long-queries=false;max-record-size=1048576;nsup-period=120;rack-id="
                + membership.rack().orElse(0) + ";replication-factor=" + membership.replicationFactor()
                + ";single-query-threads=1;strong-consistency=false;storage-engine=memory";
    }

    private String setsOf(Namespace namespace) {
        NodeRecordCounts held = NodeRecordCounts.of(namespace, membership);
        return namespace.sets().stream()
                .map(set ->
                        "ns=" + namespace.name() + ":set=" + set.displayName() + ":" + properties(namespace, set, held))
                .collect(Collectors.joining());
    }

    private String properties(Namespace namespace, RecordSet set, NodeRecordCounts records) {
        NodeRecordCounts.Amount held = records.of(set);
        long sindexes = indexes.of(namespace).list().stream()
                .filter(index -> index instanceof IndexDefinition && index.set().equals(set.displayName()))
                .count();
        return "objects=" + held.objects() + ":tombstones=0:data_used_bytes=" + held.bytes() + ":truncate_lut="
                + set.truncateLut()
                + ":sindexes=" + sindexes
                + ":index_populating=false:truncating=false:default-read-touch-ttl-pct=0:default-ttl=0"
                + ":disable-eviction=false:enable-index="
                + indexes.of(namespace).hasSetIndex(set.displayName())
                + ":stop-writes-count=0:stop-writes-size=0;";
    }
}
