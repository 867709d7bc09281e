package io.aeroarrow.embedded.internal.index;

import io.aeroarrow.embedded.internal.store.Namespace;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The secondary indexes of all namespaces. Also keeps indexes of unknown namespaces, because a real server does. */
public final class IndexRegistry {
    private final Map<String, NamespaceIndexes> byNamespace = new ConcurrentHashMap<>();

    /** Returns the indexes of a namespace. */
    public NamespaceIndexes of(Namespace namespace) {
        return of(namespace.name());
    }

    /** Returns the indexes of a namespace, which this server may not know. */
    public NamespaceIndexes of(String namespace) {
        return byNamespace.computeIfAbsent(namespace, name -> new NamespaceIndexes());
    }
}
