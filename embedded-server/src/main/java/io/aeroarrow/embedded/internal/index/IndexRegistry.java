package io.aeroarrow.embedded.internal.index;

import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.Namespaces;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The secondary indexes of all namespaces. */
public final class IndexRegistry {
    private final Map<String, NamespaceIndexes> byNamespace = new LinkedHashMap<>();

    public IndexRegistry(Namespaces namespaces) {
        namespaces.all().forEach(namespace -> byNamespace.put(namespace.name(), new NamespaceIndexes()));
    }

    /** Returns the indexes of a namespace, which must exist. */
    public NamespaceIndexes of(Namespace namespace) {
        NamespaceIndexes indexes = byNamespace.get(namespace.name());
        if (indexes == null) {
            throw new IllegalArgumentException("no namespace " + namespace.name());
        }
        return indexes;
    }

    public Collection<String> namespaces() {
        return byNamespace.keySet();
    }
}
