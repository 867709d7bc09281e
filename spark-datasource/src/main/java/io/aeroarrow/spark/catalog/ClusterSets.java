package io.aeroarrow.spark.catalog;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.admin.NamespaceCount;
import io.aeroarrow.admin.SetCount;
import io.aeroarrow.spark.connect.ClientCache;
import io.aeroarrow.spark.connect.Truncation;
import io.aeroarrow.spark.option.SetName;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.connector.catalog.Identifier;

/** The namespaces and sets of a cluster. */
public final class ClusterSets {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AeroArrowClient client;

    private ClusterSets(AeroArrowClient client) {
        this.client = client;
    }

    public static ClusterSets of(ClientConfig config) {
        return of(ClientCache.client(config));
    }

    public static ClusterSets of(AeroArrowClient client) {
        return new ClusterSets(client);
    }

    public List<String> namespaces() {
        return client.namespaces().stream().map(NamespaceCount::name).toList();
    }

    /** Whether a namespace has one level, and is there. */
    public boolean hasNamespace(String[] namespace) {
        return namespace.length == 1 && namespaces().contains(namespace[0]);
    }

    /** The sets that hold records: nodes tell of emptied ones until they start anew. */
    public List<String> sets(String namespace) {
        return client.sets(namespace).stream()
                .filter(set -> set.objects() > 0)
                .map(SetCount::name)
                .toList();
    }

    /** Whether a table's name is that of a set with records, or of a namespace as a whole or without sets. */
    public boolean exists(Identifier table) {
        if (!hasNamespace(table.namespace())) {
            return false;
        }
        return SetName.of(table.name()).isSet() ? sets(table.namespace()[0]).contains(table.name()) : true;
    }

    /**
     * Deletes all records of a set, and waits until nodes count none any more, which they go on doing for a moment.
     *
     * @throws IllegalStateException if they still do after a minute
     */
    public void truncate(String namespace, String set) {
        if (!Truncation.run(client, namespace, set, () -> sets(namespace).contains(set), PATIENCE)) {
            throw new IllegalStateException("'" + namespace + "." + set
                    + "' was truncated, but a minute later it holds records; is it still written to?");
        }
    }
}
