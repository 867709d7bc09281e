package io.aeroarrow.python;

import io.aeroarrow.query.IndexQuery;

/** Chooses an index and its entries, for Python. */
public final class PythonIndexQuery {

    private PythonIndexQuery() {}

    /**
     * Chooses an index.
     *
     * @param bin the indexed bin; the name of the index if {@code of} is {@code named}
     * @param of what is indexed: {@code bin}, {@code list}, {@code map_keys} or {@code map_values}; or {@code named}
     * @return the index
     */
    public static IndexQuery.Index index(String bin, String of) {
        return switch (of) {
            case "bin" -> IndexQuery.bin(bin);
            case "list" -> IndexQuery.list(bin);
            case "map_keys" -> IndexQuery.mapKeys(bin);
            case "map_values" -> IndexQuery.mapValues(bin);
            case "named" -> IndexQuery.named(bin);
            default ->
                throw new IllegalArgumentException(
                        "collection is '" + of + "'; it must be one of [bin, list, map_keys, map_values]");
        };
    }
}
