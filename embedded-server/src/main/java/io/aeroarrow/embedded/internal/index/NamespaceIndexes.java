package io.aeroarrow.embedded.internal.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The secondary indexes of a namespace. */
public final class NamespaceIndexes {
    private static final int MAX_INDEXES = 256;

    private final List<NamedIndex> all = new ArrayList<>();

    /** The result of a creation. */
    public enum Created {
        OK,
        /** Another index has this name. */
        NAME_TAKEN,
        /** The namespace has 256 indexes. */
        TOO_MANY
    }

    /** Adds an index. If the same index exists under another name, it is renamed, as by a real server. */
    public synchronized Created create(NamedIndex definition) {
        Optional<NamedIndex> named = find(definition.name());
        if (named.isPresent()) {
            return named.get().isSameBut(definition) ? Created.OK : Created.NAME_TAKEN;
        }
        boolean renamed = all.removeIf(definition::isSameBut);
        if (!renamed && all.size() >= MAX_INDEXES) {
            return Created.TOO_MANY;
        }
        all.add(definition);
        return Created.OK;
    }

    public synchronized void delete(String name) {
        all.removeIf(index -> index.name().equals(name));
    }

    public synchronized Optional<NamedIndex> find(String name) {
        return all.stream().filter(index -> index.name().equals(name)).findFirst();
    }

    /** Finds an index that queries can name; an index of a set has no values to query. */
    synchronized Optional<IndexDefinition> findValues(String name) {
        return find(name).filter(IndexDefinition.class::isInstance).map(IndexDefinition.class::cast);
    }

    /** Finds the index on a set, or else the one on all sets. */
    synchronized Optional<IndexDefinition> find(
            String set, IndexedDataId data, IndexValueType type, IndexCollectionType part) {
        return values(set, data, type, part).or(() -> set.isEmpty() ? Optional.empty() : values("", data, type, part));
    }

    private Optional<IndexDefinition> values(
            String set, IndexedDataId data, IndexValueType type, IndexCollectionType part) {
        return all.stream()
                .filter(IndexDefinition.class::isInstance)
                .map(IndexDefinition.class::cast)
                .filter(index -> index.set().equals(set)
                        && index.type() == type
                        && index.part() == part
                        && index.data().id().isSameAs(data))
                .findFirst();
    }

    public synchronized List<NamedIndex> list() {
        return List.copyOf(all);
    }

    /** Whether a set has an index of its records. */
    public synchronized boolean hasSetIndex(String set) {
        return all.stream()
                .anyMatch(index ->
                        index instanceof SetIndexDefinition && index.set().equals(set));
    }
}
