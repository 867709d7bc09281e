package io.aeroarrow.embedded.internal.store;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The namespaces, in the order of the configuration. */
public final class Namespaces {
    private final Map<String, Namespace> byName = new LinkedHashMap<>();
    private final ServerTime time;

    public Namespaces(List<String> names, int defaultTtl, ServerTime time, StorageBudget budget) {
        this.time = time;
        for (String name : names) {
            byName.put(name, new Namespace(name, defaultTtl, time, budget));
        }
    }

    public @Nullable Namespace find(String name) {
        return byName.get(name);
    }

    public @Nullable Namespace find(@Nullable ByteSlice name) {
        return name == null ? null : byName.get(name.latin1());
    }

    public Collection<Namespace> all() {
        return byName.values();
    }

    /** The number of records in all namespaces. */
    public long objects() {
        return byName.values().stream().mapToLong(Namespace::objects).sum();
    }

    /** Removes all records of a partition; without effect if the namespace does not exist. */
    public void drop(String namespace, int partition) {
        Namespace owner = byName.get(namespace);
        if (owner != null) {
            owner.drop(partition);
        }
    }

    public ServerTime time() {
        return time;
    }
}
