package io.aeroarrow.spark.internal.runtime;

import io.aeroarrow.admin.SetCount;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.spark.internal.options.TableScope;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.connector.catalog.Identifier;

/** Lists and truncates the namespaces and sets of a cluster. */
public final class ClusterSets {

    private static final Duration TRUNCATE_TIMEOUT = Duration.ofMinutes(1);

    private final AeroArrowClient client;

    private ClusterSets(AeroArrowClient client) {
        this.client = client;
    }

    public static ClusterSets of(ClientConfig config) {
        return DriverErrors.oneLine(() -> of(ClientCache.client(config)));
    }

    public static ClusterSets of(AeroArrowClient client) {
        return new ClusterSets(client);
    }

    public List<String> namespaces() {
        return DriverErrors.oneLine(client::namespaceNames);
    }

    /**
     * Checks that a namespace exists.
     *
     * @throws IllegalArgumentException if it does not; the message lists the namespaces
     */
    public void requireNamespace(String namespace) {
        List<String> known = namespaces();
        if (!known.contains(namespace)) {
            throw new IllegalArgumentException("the cluster has no namespace '" + namespace + "'; its namespaces are "
                    + known + ". Change option 'namespace'.");
        }
    }

    /** Returns whether a namespace has one level and exists. */
    public boolean hasNamespace(String[] namespace) {
        return namespace.length == 1 && namespaces().contains(namespace[0]);
    }

    /** Returns the sets that hold records. Nodes list emptied sets until they restart. */
    public List<String> sets(String namespace) {
        return DriverErrors.oneLine(() -> client.sets(namespace).stream()
                .filter(set -> set.objects() > 0)
                .map(SetCount::name)
                .toList());
    }

    /** Returns whether a table exists: a set with records, a whole namespace, or the records without a set. */
    public boolean exists(Identifier table) {
        if (!hasNamespace(table.namespace())) {
            return false;
        }
        return !TableScope.of(table.name()).isSet()
                || sets(table.namespace()[0]).contains(table.name());
    }

    /**
     * Truncates a set, and waits until the nodes no longer count records in it.
     *
     * @throws IllegalStateException if they still count records after a minute
     */
    public void truncate(String namespace, String set) {
        boolean isEmpty = DriverErrors.oneLine(() ->
                SetTruncation.run(client, namespace, set, () -> sets(namespace).contains(set), TRUNCATE_TIMEOUT));
        if (!isEmpty) {
            throw new IllegalStateException("'" + namespace + "." + set
                    + "' was truncated, but holds records a minute later. Stop its writers and try again.");
        }
    }
}
