package io.aeroarrow.arrow.schema;

/** The metadata keys that a field of an Arrow schema can have, and their values. */
public final class FieldMetadata {

    /** The key for the name of the field's bin. Default: the field's name. */
    public static final String BIN_METADATA = "aerospike.bin";

    /**
     * The key for a path into the map of the field's bin: string keys from the outermost map to the innermost one, separated
     * by dots. The field reads the value there, and null if a key is absent; it must be nullable. A backslash before a dot
     * or a backslash makes it part of the key. Several fields may read parts of one bin. Writes refuse such fields.
     */
    public static final String PATH_METADATA = "aerospike.path";

    /**
     * The key for what an integer field reads instead of the bin's value: {@link #ELEMENTS_VALUE}, {@link #BYTES_VALUE} or
     * {@link #HLL_COUNT_VALUE}. Several fields may name one bin, also beside a field for its value. Writes refuse such fields.
     */
    public static final String VALUE_METADATA = "aerospike.value";

    /**
     * The value of {@link #VALUE_METADATA} for the number of elements of a list, or of pairs of a map. Servers count them in
     * lookups, and in scans from server 8.1.2 on.
     */
    public static final String ELEMENTS_VALUE = "elements";

    /**
     * The value of {@link #VALUE_METADATA} for the number of bytes of a blob, string or HyperLogLog. The value is sent: servers
     * cannot compute its length.
     */
    public static final String BYTES_VALUE = "bytes";

    /**
     * The value of {@link #VALUE_METADATA} for the estimated number of different values in a HyperLogLog. Scans need server
     * 8.1.2.
     */
    public static final String HLL_COUNT_VALUE = "hllCount";

    /**
     * The key for the type of the field's bin, if the field's own type does not decide it: {@code geojson}, {@code hll},
     * {@code text} or {@code json} for values of any type as text, {@code variant} for values of any type as variants, or
     * {@code blob} for lists of numbers packed into a blob.
     */
    public static final String TYPE_METADATA = "aerospike.type";

    /**
     * The value of {@link #TYPE_METADATA} for a utf8 field that reads values of any type as text: strings unchanged, all
     * other values as JSON. Inferred for bins of mixed types.
     */
    public static final String TEXT_TYPE = "text";

    /** The value of {@link #TYPE_METADATA} for a utf8 field that reads values of any type, also strings, as JSON text. */
    public static final String JSON_TYPE = "json";

    /**
     * The value of {@link #TYPE_METADATA} for a struct field that reads values of any type as variants, the binary format of
     * Parquet and Spark. The struct has two binary fields that are not nullable, {@code value} and {@code metadata}, in any
     * order. The metadata of Arrow's extension type {@code arrow.parquet.variant} has the same effect.
     */
    public static final String VARIANT_TYPE = "variant";

    /**
     * The key for how the field treats values that its type cannot hold exactly: the name of an {@link OnMismatch}, in
     * any case. Default: the policy of the read.
     */
    public static final String ON_MISMATCH_METADATA = "aerospike.onMismatch";

    /**
     * The key for the storage of a decimal field with a fraction: the name of a {@link DecimalStorage}, in upper or lower
     * case. Without it, the field cannot be read, and is written only if {@code Write.decimals} is set.
     */
    public static final String DECIMAL_METADATA = "aerospike.decimal";

    /**
     * The key for the name of the field's type in messages, in the words of whoever declared it, such as {@code BIGINT}.
     * Default: the name that Arrow uses, such as {@code int64}.
     */
    public static final String DECLARED_TYPE_METADATA = "aerospike.declaredType";

    private FieldMetadata() {}
}
