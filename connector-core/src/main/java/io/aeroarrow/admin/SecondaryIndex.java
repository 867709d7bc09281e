package io.aeroarrow.admin;

import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.Operand.BinValue;
import io.aeroarrow.filter.Operand.UserKey;
import io.aeroarrow.filter.PathValue;
import io.aeroarrow.filter.RecordMetadata;
import io.aeroarrow.internal.api.Properties;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a secondary index. Immutable: start with {@link #of}; each {@code with} method returns a changed
 * copy.
 */
public final class SecondaryIndex {

    private static final int MAX_NAME_BYTES = 63;

    private final Fields fields;

    private SecondaryIndex(Fields fields) {
        Objects.requireNonNull(fields.namespace, "namespace");
        Objects.requireNonNull(fields.set, "set");
        requireName(fields.name);
        requireIndexable(fields.value);
        Objects.requireNonNull(fields.type, "type");
        Objects.requireNonNull(fields.collection, "collection");
        if (fields.collection == IndexCollection.MAP_KEYS && fields.type == IndexType.GEO2DSPHERE) {
            throw new IllegalArgumentException("the keys of maps are integers, strings or blobs, never GeoJSON");
        }
        this.fields = fields;
    }

    /**
     * Defines an index on a bin's values.
     *
     * @param namespace the namespace
     * @param set empty for all records of the namespace
     * @param name 1 to 63 bytes of UTF-8
     * @param bin 1 to 15 bytes of UTF-8
     * @param type the type
     * @return the definition
     * @throws IllegalArgumentException if a name is not valid
     */
    public static SecondaryIndex of(String namespace, String set, String name, String bin, IndexType type) {
        return of(namespace, set, name, new BinValue(bin), type);
    }

    /**
     * Defines an index on a bin, on a value in its list or map, or on a computed value: {@code Filter.bin("m").key("city")},
     * {@code Filter.bin("l").size()}. Computed values need server 8.1. Filters use the index where they test the same value.
     *
     * @param namespace the namespace
     * @param set empty for all records of the namespace
     * @param name 1 to 63 bytes of UTF-8
     * @param value what to index: a stored value, a size, a digest modulo, or an expression; not the key or metadata,
     *     which servers do not index
     * @param type the type
     * @return the definition
     * @throws IllegalArgumentException if a name is not valid, or if servers do not index the value
     */
    public static SecondaryIndex of(String namespace, String set, String name, Operand value, IndexType type) {
        return new SecondaryIndex(new Fields(namespace, set, name, value, type));
    }

    /** {@return the namespace} */
    public String namespace() {
        return fields.namespace;
    }

    /**
     * {@return the set whose records the index holds} Empty: all records of the namespace. A query through the index
     * must name the same set.
     */
    public String set() {
        return fields.set;
    }

    /** {@return the name, unique in the namespace} */
    public String name() {
        return fields.name;
    }

    /** {@return the indexed bin, or the one whose list or map holds the value; empty for a computed value} */
    public String bin() {
        return binOf(fields.value);
    }

    /** {@return what is indexed: a bin, a value in its list or map, a size, a digest modulo, or an expression} */
    public Operand value() {
        return fields.value;
    }

    static String binOf(Operand value) {
        return value instanceof BinValue bin ? bin.name() : value instanceof PathValue path ? path.bin() : "";
    }

    private static void requireIndexable(Operand value) {
        if (value instanceof UserKey || value instanceof RecordMetadata) {
            throw new IllegalArgumentException("servers do not index the " + value
                    + ". Index a bin, a value in its list or map, or a value computed from bins.");
        }
        Objects.requireNonNull(value, "value");
    }

    /** {@return the type of the indexed values} */
    public IndexType type() {
        return fields.type;
    }

    /** {@return which part of the bin is indexed} Default: {@link IndexCollection#DEFAULT}, the value itself. */
    public IndexCollection collection() {
        return fields.collection;
    }

    /**
     * {@return a copy with another {@link #collection()}}
     *
     * @param part which part of the bin is indexed
     * @throws IllegalArgumentException for the keys of maps as GeoJSON
     */
    public SecondaryIndex withCollection(IndexCollection part) {
        return new SecondaryIndex(fields.with(changed -> changed.collection = part));
    }

    /**
     * Checks an index name against the server's rules.
     *
     * @param name the name
     * @throws IllegalArgumentException unless it has 1 to 63 bytes of UTF-8
     */
    public static void requireName(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name of an index: it must have 1 to " + MAX_NAME_BYTES + " bytes");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecondaryIndex that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "SecondaryIndex" + fields;
    }

    private static final class Fields extends Properties<Fields> {

        private final String namespace;
        private final String set;
        private final String name;
        private final Operand value;
        private final IndexType type;
        private IndexCollection collection = IndexCollection.DEFAULT;

        Fields(String namespace, String set, String name, Operand value, IndexType type) {
            this.namespace = namespace;
            this.set = set;
            this.name = name;
            this.value = value;
            this.type = type;
        }

        @Override
        protected void list(Listing to) {
            to.add("namespace", namespace)
                    .add("set", set)
                    .add("name", name)
                    .add("value", value)
                    .add("type", type)
                    .add("collection", collection);
        }
    }
}
