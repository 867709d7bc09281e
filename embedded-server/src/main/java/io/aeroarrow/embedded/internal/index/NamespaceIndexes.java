package io.aeroarrow.embedded.internal.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The secondary indexes of a namespace. */
public final class NamespaceIndexes {
    private final List<IndexDefinition> all = new ArrayList<>();

    /** The result of a creation. */
    public enum Created {
        OK,
        /** Another index has this name. */
        NAME_TAKEN
    }

    /** Adds an index. If the same index exists under another name, it is renamed, as by a real server. */
    public synchronized Created create(IndexDefinition definition) {
        Optional<IndexDefinition> named = find(definition.name());
        if (named.isPresent()) {
            return named.get().equals(definition) ? Created.OK : Created.NAME_TAKEN;
        }
        all.removeIf(definition::isSameBut);
        all.add(definition);
        return Created.OK;
    }

    public synchronized void delete(String name) {
        all.removeIf(index -> index.name().equals(name));
    }

    public synchronized Optional<IndexDefinition> find(String name) {
        return all.stream().filter(index -> index.name().equals(name)).findFirst();
    }

    synchronized Optional<IndexDefinition> find(String set, String bin, IndexValueType type, IndexCollectionType part) {
        IndexDefinition wanted = new IndexDefinition("", set, bin, type, part);
        return all.stream().filter(wanted::isSameBut).findFirst();
    }

    public synchronized List<IndexDefinition> list() {
        return List.copyOf(all);
    }
}
