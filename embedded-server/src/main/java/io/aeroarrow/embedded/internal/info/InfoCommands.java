package io.aeroarrow.embedded.internal.info;

import io.aeroarrow.embedded.internal.cluster.NodeMembership;
import io.aeroarrow.embedded.internal.index.IndexRegistry;
import io.aeroarrow.embedded.internal.query.QueryJobs;
import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.Namespaces;
import io.aeroarrow.embedded.internal.udf.UdfModules;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers info requests. */
public final class InfoCommands {
    private static final String NOT_AUTHENTICATED = "ERROR:80:not authenticated\n";
    private static final List<String> SUMMARY = List.of(
            "features", "node", "edition", "build", "version", "statistics", "services", "partition-generation");

    private final NodeIdentity node;
    private final Namespaces namespaces;
    private final NodeStatistics statistics;
    private final NodeMembership membership;
    private final @Nullable String tlsName;
    private final long startNanos = System.nanoTime();
    private final Map<String, Handler> handlers = new HashMap<>();

    /** Computes the value for one command. */
    @FunctionalInterface
    private interface Handler {
        String answer(InfoRequest request, InfoSession session);
    }

    /**
     * @param tlsName the tls-name of the node; null without TLS
     */
    public InfoCommands(
            NodeIdentity node,
            NodeMembership membership,
            Namespaces namespaces,
            IndexRegistry indexes,
            UdfModules modules,
            NodeStatistics statistics,
            QueryJobs jobs,
            ConnectionLimits limits,
            @Nullable String tlsName) {
        this.membership = membership;
        this.tlsName = tlsName;
        this.node = node;
        this.namespaces = namespaces;
        this.statistics = statistics;
        addNode();
        addCluster(new ClusterInfoCommands(membership, namespaces));
        addNamespaces(
                new NamespaceInfoCommands(namespaces, indexes, membership, limits),
                new TruncateInfoCommands(namespaces));
        addIndexes(new IndexInfoCommands(namespaces, indexes, membership, node.version()));
        addQueries(new QueryInfoCommands(jobs, namespaces.time()));
        addRefused();
        addModules(new UdfInfoCommands(modules));
        add("logs", LogInfoCommands::sinks);
        handlers.put("log", (request, session) -> LogInfoCommands.levels(request));
    }

    /** Answers the body of a request. A name without a line feed is ignored. */
    public byte[] answer(byte[] body, InfoSession session) {
        if (!session.access().isIn()) {
            return NOT_AUTHENTICATED.getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder reply = new StringBuilder();
        if (body.length == 0) {
            SUMMARY.forEach(name -> append(reply, name, session));
        }
        String text = new String(body, StandardCharsets.UTF_8);
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            append(reply, text.substring(start, end), session);
            start = end + 1;
        }
        statistics.infoAnswered();
        return reply.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void append(StringBuilder reply, String line, InfoSession session) {
        InfoRequest request = InfoRequest.parse(line);
        Handler handler = handlers.get(request.name());
        String refusal = InfoPermissions.refusal(request, session.access());
        if (handler == null) {
            handler = (unknown, asked) -> InfoError.UNRECOGNIZED;
        }
        String value;
        try {
            value = refusal != null ? refusal : handler.answer(request, session);
        } catch (InfoRefusal e) {
            value = e.answer();
        }
        reply.append(line).append('\t').append(value).append('\n');
    }

    private void addNode() {
        add("node", () -> node.nodeId());
        add("name", () -> node.nodeId());
        add("build", () -> node.version().build());
        add("edition", () -> NodeIdentity.EDITION);
        add("version", () -> NodeIdentity.EDITION + " build " + node.version().build());
        add("features", () -> NodeIdentity.FEATURES);
        add("status", () -> "ok");
        add("digests", () -> "RIPEMD160");
        add("statistics", this::statistics);
        add("compatibility-id", () -> "15");
        add("connection", () -> "admin=false");
        add("health-stats", () -> "");
        add("health-outliers", () -> "");
        handlers.put("user-agent-set", (request, session) -> session.setUserAgent(request));
    }

    private void addCluster(ClusterInfoCommands cluster) {
        add("partition-generation", () -> Integer.toString(membership.partitionGeneration()));
        add("peers-generation", () -> Integer.toString(membership.peersGeneration()));
        add("rebalance-generation", () -> Integer.toString(membership.rebalanceGeneration()));
        add("peers-clear-std", cluster::peers);
        add("peers-clear-alt", cluster::peers);
        add("alumni-clear-std", cluster::alumni);
        add("services", cluster::services);
        addTls(cluster);
        add("services-alternate", () -> "");
        add("services-alumni", () -> "");
        handlers.put("service", (request, session) -> session.serverAddress());
        handlers.put("service-clear-std", (request, session) -> session.serverAddress());
        add("service-clear-alt", () -> "");
        add("cluster-name", () -> node.clusterName());
        handlers.put("cluster-stable", (request, session) -> cluster.stable(request));
        add("rack-ids", cluster::rackIds);
        handlers.put("replicas", (request, session) -> cluster.replicas(request));
        add("replicas-all", cluster::replicasAll);
        add("replicas-master", cluster::replicasMaster);
    }

    private void addTls(ClusterInfoCommands cluster) {
        String name = tlsName;
        if (name == null) {
            for (String command : List.of("peers-tls-std", "peers-tls-alt", "service-tls-std", "service-tls-alt")) {
                add(command, () -> InfoError.ENTERPRISE_ONLY);
            }
            return;
        }
        add("peers-tls-std", () -> cluster.peersOverTls(name));
        add("peers-tls-alt", () -> cluster.peersOverTls(name));
        handlers.put("service-tls-std", (request, session) -> session.serverAddress());
        add("service-tls-alt", () -> "");
    }

    private void addNamespaces(NamespaceInfoCommands info, TruncateInfoCommands truncation) {
        add("namespaces", info::names);
        handlers.put("namespace", (request, session) -> info.namespace(request));
        handlers.put("sets", (request, session) -> info.sets(request));
        handlers.put("get-config", (request, session) -> info.getConfig(request));
        handlers.put("truncate", (request, session) -> truncation.set(request));
        handlers.put("truncate-namespace", (request, session) -> truncation.namespace(request));
    }

    private void addIndexes(IndexInfoCommands indexes) {
        handlers.put("sindex", (request, session) -> indexes.sindex(request));
        handlers.put("sindex-list", (request, session) -> indexes.list(request));
        handlers.put("sindex-exists", (request, session) -> indexes.exists(request));
        handlers.put("sindex-stat", (request, session) -> indexes.stat(request));
        handlers.put("sindex-create", (request, session) -> indexes.create(request));
        handlers.put("sindex-delete", (request, session) -> indexes.delete(request));
    }

    private void addQueries(QueryInfoCommands queries) {
        handlers.put("query-show", (request, session) -> queries.show(request));
        handlers.put("query-abort", (request, session) -> queries.abort(request));
        add("query-abort-all", queries::abortAll);
    }

    private void addModules(UdfInfoCommands modules) {
        handlers.put("udf-put", (request, session) -> modules.put(request));
        handlers.put("udf-get", (request, session) -> modules.get(request));
        handlers.put("udf-remove", (request, session) -> modules.remove(request));
        add("udf-list", modules::list);
        // States are made anew only when modules change.
        add("udf-clear-cache", () -> "ok");
    }

    private void addRefused() {
        for (String name : List.of("racks", "roster", "roster-set", "quiesce", "revive")) {
            add(name, () -> InfoError.ENTERPRISE_ONLY);
        }
        add("set-config", () -> InfoError.of(22, "the configuration is fixed"));
    }

    private void add(String name, Supplier<String> value) {
        handlers.put(name, (request, session) -> value.get());
    }

    private String statistics() {
        long uptime = (System.nanoTime() - startNanos) / 1_000_000_000L;
        long objects = namespaces.all().stream()
                .map(namespace -> NodeRecordCounts.of(namespace, membership))
                .mapToLong(held -> held.asMaster() + held.asReplica())
                .sum();
        int migrations = namespaces.all().stream()
                .map(Namespace::name)
                .mapToInt(membership::migrationsLeft)
                .sum();
        return "failed_best_practices=false;cluster_size=" + membership.size() + ";cluster_key="
                + membership.clusterKey()
                + ";cluster_generation=1;cluster_principal=" + node.nodeId()
                + ";cluster_integrity=true;cluster_is_member=true;cluster_duplicate_nodes=null"
                + ";cluster_clock_skew_ms=0;uptime=" + uptime
                + ";objects=" + objects
                + ";tombstones=0;client_connections=" + statistics.connections()
                + ";client_connections_opened=" + statistics.opened()
                + ";client_connections_closed=" + statistics.closed()
                + ";info_complete=" + statistics.infoComplete()
                + ";demarshal_error=" + statistics.demarshalErrors()
                + ";paxos_principal=" + node.nodeId()
                + ";migrate_allowed=true;migrate_partitions_remaining=" + migrations;
    }
}
