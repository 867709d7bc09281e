package io.aeroarrow.embedded.info;

import io.aeroarrow.embedded.store.Namespace;
import io.aeroarrow.embedded.store.Namespaces;
import io.aeroarrow.embedded.store.RecordSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** namespaces, namespace/NS, sets, get-config and the sindex names, of which there are none. */
final class NamespaceInfo {
    private final Namespaces namespaces;

    NamespaceInfo(Namespaces namespaces) {
        this.namespaces = namespaces;
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
            return namespaces.all().stream().map(NamespaceInfo::setsOf).collect(Collectors.joining());
        }
        Namespace namespace = namespaces.find(path.get(0));
        if (namespace == null) {
            return "ns_type=unknown";
        }
        if (path.size() == 1) {
            return setsOf(namespace);
        }
        return namespace.sets().stream()
                .filter(set -> set.displayName().equals(path.get(1)))
                .map(NamespaceInfo::properties)
                .collect(Collectors.joining());
    }

    String getConfig(InfoRequest request) {
        String context = request.parameter("context");
        if (context == null || context.equals("service")) {
            return "batch-max-requests=0;proto-fd-idle-ms=0;proto-fd-max=15000;query-max-done=100;"
                    + "transaction-max-ms=1000;info-max-ms=10000";
        }
        if (context.equals("network")) {
            return "service.access-port=0";
        }
        if (!context.equals("namespace")) {
            return InfoError.of(4, "invalid context");
        }
        String name = request.parameter("namespace", "id");
        Namespace namespace = name == null ? null : namespaces.find(name);
        return namespace == null ? InfoError.NO_NAMESPACE : config(namespace);
    }

    String sindexList(InfoRequest request) {
        return knows(request.parameter("namespace", "ns"), true) ? "" : InfoError.NO_NAMESPACE;
    }

    String sindexExists(InfoRequest request) {
        if (!knows(request.parameter("namespace", "ns"), false)) {
            return InfoError.NO_NAMESPACE;
        }
        return request.parameter("indexname") == null ? InfoError.missing("indexname") : "false";
    }

    /** {@code sindex}, {@code sindex/NS} list the indexes; {@code sindex/NS/NAME} describes one. */
    String sindex(InfoRequest request) {
        return request.path().size() < 2 ? "" : InfoError.NO_INDEX;
    }

    private boolean knows(@Nullable String name, boolean optional) {
        return name == null ? optional : namespaces.find(name) != null;
    }

    private static String statistics(Namespace namespace) {
        long objects = namespace.objects();
        return "ns_cluster_size=1;effective_replication_factor=1;objects=" + objects
                + ";tombstones=0;xdr_tombstones=0;mrt_provisionals=0;master_objects=" + objects
                + ";master_tombstones=0;prole_objects=0;prole_tombstones=0;non_replica_objects=0"
                + ";non_replica_tombstones=0;unreplicated_records=0;dead_partitions=0;unavailable_partitions=0"
                + ";clock_skew_stop_writes=false;stop_writes=false;hwm_breached=false"
                + ";data_used_bytes=" + namespace.usedBytes() + ";migrate_tx_partitions_remaining=0"
                + ";migrate_rx_partitions_remaining=0;nodes_quiesced=0";
    }

    private static String config(Namespace namespace) {
        return "allow-ttl-without-nsup=true;apply-ttl-reductions=true;background-query-max-rps=10000"
                + ";default-read-touch-ttl-pct=0;default-ttl=" + namespace.defaultTtl()
                + ";force-long-queries=false;max-record-size=1048576;nsup-period=120;rack-id=0;replication-factor=1"
                + ";single-query-threads=1;strong-consistency=false;storage-engine=memory";
    }

    private static String setsOf(Namespace namespace) {
        return namespace.sets().stream()
                .map(set -> "ns=" + namespace.name() + ":set=" + set.displayName() + ":" + properties(set))
                .collect(Collectors.joining());
    }

    private static String properties(RecordSet set) {
        return "objects=" + set.objects() + ":tombstones=0:data_used_bytes=" + set.usedBytes() + ":truncate_lut="
                + set.truncateLut()
                + ":sindexes=0:index_populating=false:truncating=false:default-read-touch-ttl-pct=0:default-ttl=0"
                + ":disable-eviction=false:enable-index=false:stop-writes-count=0:stop-writes-size=0;";
    }
}
