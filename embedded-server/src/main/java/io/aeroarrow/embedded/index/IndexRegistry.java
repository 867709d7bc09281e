package io.aeroarrow.embedded.index;

import io.aeroarrow.embedded.store.Namespace;
import io.aeroarrow.embedded.store.Namespaces;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The secondary indexes of all namespaces. */
public final class IndexRegistry {
    private final Map<String, Indexes> byNamespace = new LinkedHashMap<>();

    public IndexRegistry(Namespaces namespaces) {
        namespaces.all().forEach(namespace -> byNamespace.put(namespace.name(), new Indexes()));
    }

    /** Those of a namespace, which must exist. */
    public Indexes of(Namespace namespace) {
        Indexes indexes = byNamespace.get(namespace.name());
        if (indexes == null) {
            throw new IllegalArgumentException("no namespace " + namespace.name());
        }
        return indexes;
    }

    public Collection<String> namespaces() {
        return byNamespace.keySet();
    }
}
