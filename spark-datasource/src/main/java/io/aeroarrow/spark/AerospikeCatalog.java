package io.aeroarrow.spark;

import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.spark.internal.catalog.AerospikeTable;
import io.aeroarrow.spark.internal.catalog.DeclaredTables;
import io.aeroarrow.spark.internal.catalog.DeclaredTables.Declaration;
import io.aeroarrow.spark.internal.catalog.SchemaSampling;
import io.aeroarrow.spark.internal.catalog.StoredTables;
import io.aeroarrow.spark.internal.catalog.StoredTables.StoredTable;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.options.TableScope;
import io.aeroarrow.spark.internal.runtime.ClusterSets;
import io.aeroarrow.spark.internal.runtime.PartitionFunction;
import io.aeroarrow.spark.internal.runtime.SparkTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.analysis.TableAlreadyExistsException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.NamespaceChange;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as a Spark catalog. Its namespaces are Aerospike's namespaces, its tables the sets with records. The table
 * {@code __all} is a whole namespace, {@code __default} the records without a set.
 *
 * <p>Set {@code spark.sql.catalog.aerospike=io.aeroarrow.spark.AerospikeCatalog} and options such as
 * {@code spark.sql.catalog.aerospike.host}. Spark creates the catalog and calls its methods.
 */
public final class AerospikeCatalog implements TableCatalog, FunctionCatalog, SupportsNamespaces {

    /** The prefix that Spark adds to the names in OPTIONS of CREATE TABLE. */
    private static final String OPTION_PREFIX = TableCatalog.OPTION_PREFIX;

    private final DeclaredTables declared = new DeclaredTables();
    private String name = "";
    private Map<String, String> options = Map.of();

    /** Called by Spark. */
    public AerospikeCatalog() {}

    /**
     * Sets the catalog's name and options.
     *
     * @throws IllegalArgumentException if a connection option is invalid
     */
    @Override
    public void initialize(String catalog, CaseInsensitiveStringMap given) {
        name = catalog;
        options = given;
        SourceOptions.clientOf(options);
    }

    Map<String, String> options() {
        return options;
    }

    /** Returns the catalog's name. */
    @Override
    public String name() {
        return name;
    }

    /** Returns the option {@code namespace}; empty if it is not set. */
    @Override
    public String[] defaultNamespace() {
        String namespace = SourceOptions.defaultNamespace(options);
        return namespace.isEmpty() ? new String[0] : new String[] {namespace};
    }

    private ClusterSets cluster() {
        return ClusterSets.of(SourceOptions.clientOf(options));
    }

    /**
     * Lists the sets with records, the tables that this session has created, and those with a stored schema. The set that
     * stores schemas is left out.
     */
    @Override
    public Identifier[] listTables(String[] namespace) throws NoSuchNamespaceException {
        requireNamespace(namespace);
        StoredTables stored = StoredTables.of(options);
        return Stream.of(cluster().sets(namespace[0]), declared.names(namespace[0]), stored.names(namespace[0]))
                .flatMap(List::stream)
                .filter(set -> !stored.isSchemaSet(set))
                .distinct()
                .sorted()
                .map(set -> Identifier.of(namespace, set))
                .toArray(Identifier[]::new);
    }

    private void requireNamespace(String[] namespace) throws NoSuchNamespaceException {
        if (!cluster().hasNamespace(namespace)) {
            throw new NoSuchNamespaceException(namespace);
        }
    }

    /** Returns whether a table was created in this session, has a stored schema, or is a set with records. */
    @Override
    public boolean tableExists(Identifier table) {
        Optional<Declaration> session = declared.find(table);
        return session.filter(declaration -> !declaration.stored()).isPresent()
                || hasStoredSchema(table)
                || cluster().exists(table);
    }

    private boolean hasStoredSchema(Identifier table) {
        return cluster().hasNamespace(table.namespace())
                && storedTables(table).exists(table.namespace()[0], table.name());
    }

    /** Returns the tables of the schema set that the catalog or CREATE TABLE in this session names. */
    private StoredTables storedTables(Identifier table) {
        return StoredTables.of(given(table, ownOptions(table)));
    }

    private Map<String, String> ownOptions(Identifier table) {
        return declared.find(table).map(Declaration::options).orElse(Map.of());
    }

    /** Returns the stored columns of a table, else those of CREATE TABLE in this session; empty if there are none. */
    private Optional<Declaration> declaration(Identifier table) {
        if (!cluster().hasNamespace(table.namespace())) {
            return Optional.empty();
        }
        Optional<StoredTable> stored = storedTables(table).find(table.namespace()[0], table.name());
        if (stored.isEmpty()) {
            return declared.find(table).filter(session -> !session.stored());
        }
        Map<String, String> all = new HashMap<>(new CaseInsensitiveStringMap(ownOptions(table)));
        all.putAll(new CaseInsensitiveStringMap(stored.get().options()));
        return Optional.of(new Declaration(stored.get().columns(), all, true));
    }

    /**
     * Loads a table. Its columns are the stored ones, else those of {@code CREATE TABLE} in this session, else those of a sample
     * of the records.
     */
    @Override
    public Table loadTable(Identifier table) throws NoSuchTableException {
        Optional<Declaration> declaration = declaration(table);
        if (declaration.isPresent()) {
            return table(table, null, declaration.get());
        }
        if (!cluster().exists(table)) {
            throw new NoSuchTableException(table);
        }
        Map<String, String> given = given(table, Map.of());
        InferredSchema sample = SchemaSampling.infer(SourceOptions.parse(given));
        StructType columns = SchemaSampling.columns(sample, given);
        return table(table, sample.key(), new Declaration(columns, Map.of(), false));
    }

    private Table table(Identifier table, @Nullable Field key, Declaration declaration) {
        // After a truncation there are no records to infer columns from: keep them for the next insert.
        Runnable keep = declaration.stored() ? () -> {} : () -> declared.declare(table, declaration);
        return AerospikeTable.ofCatalog(given(table, declaration.options()), declaration.columns(), key, keep);
    }

    private Map<String, String> given(Identifier table, Map<String, String> own) {
        Map<String, String> given = new HashMap<>(options);
        given.putAll(own);
        given.put("namespace", table.namespace()[0]);
        given.put("set", table.name());
        return new CaseInsensitiveStringMap(given);
    }

    /**
     * Declares the columns and options of a table for this session. With option {@code schemaSet}, also stores them for all
     * sessions. The servers create the set with its first record.
     */
    @Override
    @SuppressWarnings("deprecation") // Spark 3.5 calls this overload; newer overloads delegate to it
    public Table createTable(
            Identifier table, StructType columns, Transform[] partitions, Map<String, String> properties)
            throws TableAlreadyExistsException, NoSuchNamespaceException {
        requireNamespace(table.namespace());
        if (tableExists(table)) {
            throw new TableAlreadyExistsException(table);
        }
        if (partitions.length > 0) {
            throw new UnsupportedOperationException("'" + table
                    + "' cannot be PARTITIONED BY: Aerospike assigns records to its 4096 partitions by digest");
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + table + "' needs columns in CREATE TABLE: a set has no columns of its own");
        }
        Map<String, String> own = ownOptions(properties);
        Map<String, String> given = given(table, own);
        StoredTables stored = StoredTables.of(given);
        Table created = table(table, null, new Declaration(columns, own, stored.isEnabled()));
        SparkTypes.toArrow(created.schema());
        if (stored.isEnabled() && !stored.create(table.namespace()[0], table.name(), created.schema(), given, own)) {
            throw new TableAlreadyExistsException(table);
        }
        declared.declare(table, new Declaration(columns, own, stored.isEnabled()));
        return created;
    }

    private static Map<String, String> ownOptions(Map<String, String> properties) {
        Map<String, String> own = new HashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(OPTION_PREFIX)) {
                own.put(key.substring(OPTION_PREFIX.length()), value);
            }
        });
        return Map.copyOf(own);
    }

    /**
     * Removes a table from this session, and its stored schema. With option {@code dropTruncates}, also deletes its records.
     *
     * @throws UnsupportedOperationException if the set has records and {@code dropTruncates} is false
     */
    @Override
    public boolean dropTable(Identifier table) {
        boolean hasRecords = TableScope.of(table.name()).isSet() && cluster().exists(table);
        if (hasRecords && !SourceOptions.dropTruncates(options)) {
            throw new UnsupportedOperationException("DROP TABLE would delete all records of '" + table
                    + "'; use TRUNCATE TABLE, or set spark.sql.catalog." + name + ".dropTruncates=true");
        }
        if (hasRecords) {
            cluster().truncate(table.namespace()[0], table.name());
        }
        boolean wasStored = cluster().hasNamespace(table.namespace())
                && storedTables(table).remove(table.namespace()[0], table.name());
        boolean wasDeclared = declared.forget(table);
        return wasStored || wasDeclared || hasRecords;
    }

    /**
     * Changes the columns of a stored schema. No record changes: the bin of a dropped column keeps its values, and a renamed
     * column reads the bin of its old name.
     *
     * @throws UnsupportedOperationException if the table has no stored schema, or more than the schema would change
     */
    @Override
    public Table alterTable(Identifier table, TableChange... changes) throws NoSuchTableException {
        if (!hasStoredSchema(table)) {
            throw new UnsupportedOperationException("'" + table
                    + "' cannot be altered: it has no stored schema. Option 'schemaSet' lets CREATE TABLE store it. To"
                    + " read the set with other types, use CREATE TEMPORARY VIEW name (columns) USING aerospike OPTIONS"
                    + " (...)");
        }
        storedTables(table).alter(table.namespace()[0], table.name(), List.of(changes));
        return loadTable(table);
    }

    /** Always fails: Aerospike cannot rename a set. */
    @Override
    public void renameTable(Identifier from, Identifier to) {
        throw new UnsupportedOperationException("set '" + from + "' cannot be renamed: Aerospike cannot rename sets");
    }

    /** Lists the function {@code partition_of}, which belongs to no namespace. */
    @Override
    public Identifier[] listFunctions(String[] namespace) throws NoSuchNamespaceException {
        if (namespace.length > 0) {
            requireNamespace(namespace);
            return new Identifier[0];
        }
        return new Identifier[] {Identifier.of(namespace, PartitionFunction.NAME)};
    }

    /** Loads a function by name. The namespace is ignored. */
    @Override
    public UnboundFunction loadFunction(Identifier function) throws NoSuchFunctionException {
        if (!function.name().equalsIgnoreCase(PartitionFunction.NAME)) {
            throw new NoSuchFunctionException(function);
        }
        return new PartitionFunction();
    }

    /** Lists the cluster's namespaces. */
    @Override
    public String[][] listNamespaces() {
        return cluster().namespaces().stream()
                .map(namespace -> new String[] {namespace})
                .toArray(String[][]::new);
    }

    /** Lists the cluster's namespaces, or none below a namespace. */
    @Override
    public String[][] listNamespaces(String[] namespace) throws NoSuchNamespaceException {
        if (namespace.length == 0) {
            return listNamespaces();
        }
        requireNamespace(namespace);
        return new String[0][];
    }

    /** Returns whether the cluster has a namespace. */
    @Override
    public boolean namespaceExists(String[] namespace) {
        return cluster().hasNamespace(namespace);
    }

    /** Returns an empty map: a namespace has no properties in Spark. */
    @Override
    public Map<String, String> loadNamespaceMetadata(String[] namespace) throws NoSuchNamespaceException {
        requireNamespace(namespace);
        return Map.of();
    }

    /** Always fails: the configuration of the servers defines namespaces. */
    @Override
    public void createNamespace(String[] namespace, Map<String, String> metadata) {
        throw fixedNamespace(namespace);
    }

    /** Always fails: the configuration of the servers defines namespaces. */
    @Override
    public void alterNamespace(String[] namespace, NamespaceChange... changes) {
        throw fixedNamespace(namespace);
    }

    /** Always fails: the configuration of the servers defines namespaces. */
    @Override
    public boolean dropNamespace(String[] namespace, boolean cascade) {
        throw fixedNamespace(namespace);
    }

    private static UnsupportedOperationException fixedNamespace(String[] namespace) {
        return new UnsupportedOperationException("namespace '" + String.join(".", namespace)
                + "' cannot be created, altered or dropped by Spark; use the configuration of the servers");
    }
}
