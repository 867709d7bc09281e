package io.aeroarrow.python;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.query.IndexQuery;

/** Chooses an index and its entries, for Python. */
public final class PythonIndexQuery {

    private PythonIndexQuery() {}

    /**
     * Chooses an index by its bin.
     *
     * @param bin the indexed bin
     * @param collection what is indexed: a constant of {@link IndexCollection} in lower case
     * @return the index
     */
    public static IndexQuery.Index index(String bin, String collection) {
        return switch (PythonScan.named(IndexCollection.class, "collection", collection)) {
            case DEFAULT -> IndexQuery.bin(bin);
            case LIST -> IndexQuery.list(bin);
            case MAP_KEYS -> IndexQuery.mapKeys(bin);
            case MAP_VALUES -> IndexQuery.mapValues(bin);
        };
    }

    /**
     * Chooses an index by its name.
     *
     * @param name the name of the index
     * @return the index
     */
    public static IndexQuery.Index named(String name) {
        return IndexQuery.named(name);
    }
}
