package io.aeroarrow.admin;

import io.aeroarrow.filter.Operand;
import io.aeroarrow.internal.api.Properties;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A secondary index as one node reports it. Immutable; the library builds it. {@link #of} and the {@code with} methods
 * serve tests.
 */
public final class IndexStatus {

    private final Fields fields;

    private IndexStatus(Fields fields) {
        Objects.requireNonNull(fields.namespace, "namespace");
        Objects.requireNonNull(fields.set, "set");
        Objects.requireNonNull(fields.name, "name");
        Objects.requireNonNull(fields.bin, "bin");
        Objects.requireNonNull(fields.type, "type");
        Objects.requireNonNull(fields.collection, "collection");
        this.fields = fields;
    }

    /**
     * {@return the status of an incomplete index on the values of a bin}
     *
     * @param namespace the namespace
     * @param set empty for all records of the namespace
     * @param name the name
     * @param bin empty for an index on an expression
     * @param type the type
     */
    public static IndexStatus of(String namespace, String set, String name, String bin, IndexType type) {
        return new IndexStatus(new Fields(namespace, set, name, bin, type));
    }

    /** {@return the namespace} */
    public String namespace() {
        return fields.namespace;
    }

    /** {@return the set whose records the index holds} Empty: all records of the namespace. */
    public String set() {
        return fields.set;
    }

    /** {@return the name of the index} */
    public String name() {
        return fields.name;
    }

    /** {@return the indexed bin; empty for an index on an expression} */
    public String bin() {
        return fields.bin;
    }

    /** {@return the type of the indexed values} */
    public IndexType type() {
        return fields.type;
    }

    /** {@return which part of the bin is indexed} */
    public IndexCollection collection() {
        return fields.collection;
    }

    /**
     * {@return a copy with another {@link #collection()}}
     *
     * @param part which part of the bin is indexed
     */
    public IndexStatus withCollection(IndexCollection part) {
        return new IndexStatus(fields.with(changed -> changed.collection = part));
    }

    /**
     * {@return whether the index is not on the bin itself, but on a value in its list or map (a context), or on an expression}
     */
    public boolean nested() {
        return !(fields.value instanceof Operand.BinValue);
    }

    /**
     * {@return what is indexed: a bin, a value in its list or map, or an expression} Empty if the context has steps that no path
     * has, such as ranks, or if the server does not tell. Then queries find the index by its name only.
     */
    public Optional<Operand> value() {
        return Optional.ofNullable(fields.value);
    }

    /**
     * {@return a copy with another {@link #value()}}
     *
     * @param indexed a value in the list or map of the bin, or an expression
     */
    public IndexStatus withValue(Operand indexed) {
        return new IndexStatus(fields.with(changed -> changed.value = indexed));
    }

    /** {@return a copy without {@link #value()}} */
    public IndexStatus withoutValue() {
        return new IndexStatus(fields.with(changed -> changed.value = null));
    }

    /** {@return the context within the bin as the server shows it, in base64; empty for none} */
    public String context() {
        return fields.context;
    }

    /**
     * {@return a copy with another {@link #context()}}
     *
     * @param base64 empty for none
     */
    public IndexStatus withContext(String base64) {
        return new IndexStatus(fields.with(changed -> changed.context = base64));
    }

    /** {@return whether the index is complete on the node} */
    public boolean readable() {
        return fields.readable;
    }

    /**
     * {@return a copy with another {@link #readable()}}
     *
     * @param isReadable whether the index is complete on the node
     */
    public IndexStatus withReadable(boolean isReadable) {
        return new IndexStatus(fields.with(changed -> changed.readable = isReadable));
    }

    /**
     * {@return whether this index has the set, value, type and collection of a definition} The name does not count. Sizes and
     * digest modulos are never equal, because servers report them as expressions.
     *
     * @param definition what to compare with
     */
    public boolean isOf(SecondaryIndex definition) {
        return set().equals(definition.set())
                && value().filter(definition.value()::equals).isPresent()
                && type() == definition.type()
                && collection() == definition.collection();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IndexStatus that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "IndexStatus" + fields;
    }

    private static final class Fields extends Properties<Fields> {

        private final String namespace;
        private final String set;
        private final String name;
        private final String bin;
        private final IndexType type;
        private IndexCollection collection = IndexCollection.DEFAULT;
        private @Nullable Operand value;
        private String context = "";
        private boolean readable;

        Fields(String namespace, String set, String name, String bin, IndexType type) {
            this.namespace = namespace;
            this.set = set;
            this.name = name;
            this.bin = bin;
            this.value = bin.isEmpty() ? null : new Operand.BinValue(bin);
            this.type = type;
        }

        @Override
        protected void list(Listing to) {
            to.add("namespace", namespace)
                    .add("set", set)
                    .add("name", name)
                    .add("bin", bin)
                    .add("type", type)
                    .add("collection", collection)
                    .add("value", value)
                    .add("context", context)
                    .add("readable", readable);
        }
    }
}
