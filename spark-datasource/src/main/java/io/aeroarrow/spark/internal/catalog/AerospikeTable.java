package io.aeroarrow.spark.internal.catalog;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.options.WriteOptions;
import io.aeroarrow.spark.internal.plan.PlainScanBuilder;
import io.aeroarrow.spark.internal.read.BeforeImage;
import io.aeroarrow.spark.internal.runtime.DecimalColumns;
import io.aeroarrow.spark.internal.runtime.DriverErrors;
import io.aeroarrow.spark.internal.runtime.KeySamples;
import io.aeroarrow.spark.internal.runtime.SparkTypes;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import io.aeroarrow.spark.internal.write.AerospikeRowLevelOperation;
import io.aeroarrow.spark.internal.write.AerospikeWriteBuilder;
import io.aeroarrow.spark.internal.write.DatasetSaver;
import io.aeroarrow.spark.internal.write.Deleter;
import io.aeroarrow.spark.internal.write.Deletion;
import io.aeroarrow.spark.internal.write.WriteTarget;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.spark.sql.catalyst.analysis.IndexAlreadyExistsException;
import org.apache.spark.sql.catalyst.analysis.NoSuchIndexException;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsDeleteV2;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsRowLevelOperations;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.index.SupportsIndex;
import org.apache.spark.sql.connector.catalog.index.TableIndex;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.RowLevelOperation;
import org.apache.spark.sql.connector.write.RowLevelOperationBuilder;
import org.apache.spark.sql.connector.write.RowLevelOperationInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/** A set or namespace as a table. Record metadata can be selected, but is not part of {@code *}. */
public final class AerospikeTable
        implements SupportsRead,
                SupportsWrite,
                SupportsDeleteV2,
                SupportsRowLevelOperations,
                SupportsMetadataColumns,
                SupportsIndex {

    private final Map<String, String> given;
    private final SourceOptions options;
    private final StructType schema;
    private final KeyColumnType key;
    private final Origin origin;
    private final boolean declared;
    private final Runnable beforeTruncate;

    /** Where a table comes from. This determines how it accepts rows. */
    private enum Origin {
        /** A catalog: rows have the table's columns. */
        CATALOG,
        /** {@code AerospikeSource}: rows have any columns; Spark passes the whole Dataset of a batch. */
        SOURCE,
        /** {@link AerospikeSink}: rows have any columns. */
        SINK
    }

    private AerospikeTable(
            Map<String, String> given, StructType schema, @Nullable Field key, Origin origin, Runnable beforeTruncate) {
        this.origin = origin;
        this.given = given;
        this.declared = key == null;
        this.options = options(Map.of());
        this.schema = DecimalColumns.in(schema, SourceOptions.decimals(given));
        this.key = KeyColumnType.of(options, schema, key);
        this.beforeTruncate = beforeTruncate;
    }

    /**
     * Creates a table of a catalog.
     *
     * @param given the table's options
     * @param key the type of its stored user keys in the sample that the columns are inferred from; null if the user has
     *     declared the columns
     * @param beforeTruncate called before an operation that may delete all records
     */
    public static AerospikeTable ofCatalog(
            Map<String, String> given, StructType schema, @Nullable Field key, Runnable beforeTruncate) {
        return new AerospikeTable(given, schema, key, Origin.CATALOG, beforeTruncate);
    }

    /** Creates a table of {@code AerospikeSource}. Spark 3.5 cannot pass a whole Dataset with intervals. */
    public static AerospikeTable source(Map<String, String> given, StructType schema, @Nullable Field key) {
        Origin origin = SparkTypes.hasIntervals(schema) ? Origin.SINK : Origin.SOURCE;
        return new AerospikeTable(given, schema, key, origin, () -> {});
    }

    /** Creates a table of {@link AerospikeSink}. */
    static AerospikeTable sink(Map<String, String> given, StructType schema) {
        return new AerospikeTable(given, schema, null, Origin.SINK, () -> {});
    }

    /** Creates the saver of whole Datasets. Options of the write win over the table's. */
    public static DatasetSaver saver(Map<String, String> writeOptions, Map<String, String> given) {
        Map<String, String> all = new HashMap<>(new CaseInsensitiveStringMap(given));
        all.putAll(new CaseInsensitiveStringMap(writeOptions));
        WriteTarget target =
                new WriteTarget(SourceOptions.parse(writeOptions, given), WriteOptions.parse(writeOptions, given));
        return new DatasetSaver(target, all, AerospikeSink.class.getName());
    }

    @Override
    public String name() {
        return "aerospike " + options.tableName();
    }

    /** Returns the columns. Spark derives {@code columns()} from this method. */
    @Override
    @SuppressWarnings("deprecation")
    public StructType schema() {
        return schema;
    }

    @Override
    public Set<TableCapability> capabilities() {
        Set<TableCapability> capabilities = EnumSet.of(
                TableCapability.BATCH_READ,
                origin == Origin.SOURCE ? TableCapability.V1_BATCH_WRITE : TableCapability.BATCH_WRITE,
                TableCapability.STREAMING_WRITE,
                TableCapability.MICRO_BATCH_READ,
                TableCapability.TRUNCATE,
                TableCapability.OVERWRITE_BY_FILTER);
        if (origin != Origin.CATALOG) {
            capabilities.add(TableCapability.ACCEPT_ANY_SCHEMA);
        }
        return capabilities;
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap readOptions) {
        SourceOptions read = with(readOptions);
        OmittedSetWarning.warn(read);
        return PlainScanBuilder.of(read, schema, metadata(key.known()));
    }

    /** Returns the table's options, overridden by those of a read or write. */
    private SourceOptions with(Map<String, String> readOptions) {
        return given.entrySet().containsAll(readOptions.entrySet()) ? options : options(readOptions);
    }

    private SourceOptions options(Map<String, String> operation) {
        SourceOptions parsed = SourceOptions.parse(operation, given);
        return declared ? parsed.withDeclaredColumns() : parsed;
    }

    @Override
    public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
        return new AerospikeWriteBuilder(
                target(info.options()),
                info.schema(),
                schema,
                origin == Origin.CATALOG,
                origin == Origin.SOURCE ? saver(info.options(), given) : null);
    }

    @Override
    public boolean canDeleteWhere(Predicate[] predicates) {
        Optional<Deletion> deletion = Deletion.where(predicates, options.decoded(schema));
        // In a whole namespace, Spark deletes record by record, and deleting all is refused.
        return deletion.isPresent()
                && (options.scope().isSet() || deletion.get().equals(Deletion.ofAll()));
    }

    @Override
    public void deleteWhere(Predicate[] predicates) {
        requireSet("delete from it");
        beforeTruncate.run();
        Deletion deletion = Deletion.where(predicates, options.decoded(schema)).orElseThrow();
        DriverErrors.run(() -> new Deleter(target(Map.of())).delete(deletion));
    }

    @Override
    public RowLevelOperationBuilder newRowLevelOperationBuilder(RowLevelOperationInfo info) {
        // A delete by digest needs no set; an update does.
        if (info.command() != RowLevelOperation.Command.DELETE) {
            requireSet("change it row by row");
        }
        beforeTruncate.run();
        return () -> new AerospikeRowLevelOperation(info.command(), schema, this::newScanBuilder, this::target);
    }

    private WriteTarget target(Map<String, String> writeOptions) {
        KeySamples.forget();
        return new WriteTarget(with(writeOptions), WriteOptions.parse(writeOptions, given));
    }

    @Override
    public MetadataColumn[] metadataColumns() {
        boolean declaresKey = Arrays.asList(schema.fieldNames()).contains(TableColumns.KEY);
        return metadata(declaresKey ? key.known() : key.sampled()).stream()
                .map(TableMetadataColumn::new)
                .toArray(MetadataColumn[]::new);
    }

    private List<StructField> metadata(Field keyField) {
        List<String> declared = Arrays.asList(schema.fieldNames());
        Stream<StructField> records = AeroArrow.metadataFields().stream()
                .filter(field -> !declared.contains(field.getName()))
                .map(field -> field.getName().equals(TableColumns.KEY) ? keyField : field)
                .map(SparkTypes::toSpark);
        return Stream.concat(records, Stream.of(BeforeImage.column(schema))).toList();
    }

    @Override
    public Map<String, String> properties() {
        return Map.of(TableCatalog.PROP_PROVIDER, "aerospike");
    }

    @Override
    public boolean truncateTable() {
        requireSet("truncate it");
        beforeTruncate.run();
        DriverErrors.run(() -> new Deleter(target(Map.of())).delete(Deletion.ofAll()));
        return true;
    }

    private void requireSet(String action) {
        if (!options.scope().isSet()) {
            throw new UnsupportedOperationException(
                    "'" + options.tableName() + "' is no set; to " + action + ", name a set");
        }
    }

    @Override
    public void createIndex(
            String name,
            NamedReference[] columns,
            Map<NamedReference, Map<String, String>> columnProperties,
            Map<String, String> properties)
            throws IndexAlreadyExistsException {
        indexes().create(name, columns, properties);
    }

    @Override
    public void dropIndex(String name) throws NoSuchIndexException {
        indexes().drop(name);
    }

    @Override
    public boolean indexExists(String name) {
        return indexes().exists(name);
    }

    @Override
    public TableIndex[] listIndexes() {
        return indexes().list();
    }

    private SetIndexes indexes() {
        requireSet("index it");
        return SetIndexes.of(options, schema);
    }

    private record TableMetadataColumn(StructField field) implements MetadataColumn {
        @Override
        public String name() {
            return field.name();
        }

        @Override
        public DataType dataType() {
            return field.dataType();
        }

        /** Row-level operations need a row id that is not nullable: the digest. */
        @Override
        public boolean isNullable() {
            return field.nullable() && !field.name().equals(TableColumns.DIGEST);
        }
    }
}
