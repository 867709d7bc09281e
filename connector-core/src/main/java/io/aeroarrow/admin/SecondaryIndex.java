package io.aeroarrow.admin;

import io.aeroarrow.model.Bin;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A secondary index, as it is created.
 *
 * @param namespace the namespace
 * @param set the set whose records it holds; empty for all of the namespace. A query through the index must name the same
 * @param name its name, unique in the namespace
 * @param bin the bin
 * @param type the type of the values
 * @param collection what of the bin it holds
 */
public record SecondaryIndex(
        String namespace, String set, String name, String bin, IndexType type, IndexCollection collection) {

    private static final int MAX_NAME_BYTES = 63;

    public SecondaryIndex {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(set, "set");
        requireName(name);
        Bin.requireName(bin);
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(collection, "collection");
        if (collection == IndexCollection.MAP_KEYS && type == IndexType.GEO2DSPHERE) {
            throw new IllegalArgumentException("the keys of maps are integers, strings or blobs, never GeoJSON");
        }
    }

    /** An index on a bin's values. */
    public static SecondaryIndex of(String namespace, String set, String name, String bin, IndexType type) {
        return new SecondaryIndex(namespace, set, name, bin, type, IndexCollection.DEFAULT);
    }

    public SecondaryIndex withCollection(IndexCollection part) {
        return new SecondaryIndex(namespace, set, name, bin, type, part);
    }

    public static void requireName(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name of an index: it must have 1 to " + MAX_NAME_BYTES + " bytes");
        }
    }
}
