package io.aeroarrow.spark;

import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.spark.catalog.ClusterSets;
import io.aeroarrow.spark.catalog.DeclaredTables;
import io.aeroarrow.spark.catalog.DeclaredTables.Declaration;
import io.aeroarrow.spark.connect.Sampling;
import io.aeroarrow.spark.function.PartitionFunction;
import io.aeroarrow.spark.option.SetName;
import io.aeroarrow.spark.option.SourceOptions;
import io.aeroarrow.spark.type.SparkTypes;
import java.util.HashMap;
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
 * A cluster as a catalog of Spark: {@code spark.sql.catalog.aerospike=io.aeroarrow.spark.AerospikeCatalog}, with options
 * such as {@code spark.sql.catalog.aerospike.host}. Its namespaces are Aerospike's, its tables the sets; {@code __all} is
 * a namespace as a whole, {@code __default} what is in no set. Public because Spark makes it.
 */
public final class AerospikeCatalog implements TableCatalog, FunctionCatalog, SupportsNamespaces {

    /** What Spark puts before the names of OPTIONS of CREATE TABLE. */
    private static final String OPTION_PREFIX = TableCatalog.OPTION_PREFIX;

    private final DeclaredTables declared = new DeclaredTables();
    private String name = "";
    private Map<String, String> options = Map.of();

    /** Made by Spark. */
    public AerospikeCatalog() {}

    @Override
    public void initialize(String catalog, CaseInsensitiveStringMap given) {
        name = catalog;
        options = given;
        SourceOptions.clientOf(options);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String[] defaultNamespace() {
        String namespace = SourceOptions.defaultNamespace(options);
        return namespace.isEmpty() ? new String[0] : new String[] {namespace};
    }

    private ClusterSets cluster() {
        return ClusterSets.of(SourceOptions.clientOf(options));
    }

    @Override
    public Identifier[] listTables(String[] namespace) throws NoSuchNamespaceException {
        requireNamespace(namespace);
        return Stream.concat(cluster().sets(namespace[0]).stream(), declared.names(namespace[0]).stream())
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

    @Override
    public boolean tableExists(Identifier table) {
        return declared.find(table).isPresent() || cluster().exists(table);
    }

    @Override
    public Table loadTable(Identifier table) throws NoSuchTableException {
        Optional<Declaration> declaration = declared.find(table);
        if (declaration.isPresent()) {
            return table(
                    table, declaration.get().columns(), null, declaration.get().options());
        }
        if (!cluster().exists(table)) {
            throw new NoSuchTableException(table);
        }
        InferredSchema sample = Sampling.infer(SourceOptions.parse(given(table, Map.of())));
        return table(table, SparkTypes.toSpark(sample.bins()), sample.key(), Map.of());
    }

    private Table table(Identifier table, StructType columns, @Nullable Field key, Map<String, String> own) {
        // Without its records, the set has no columns; what is inserted next has these.
        return AerospikeTable.ofCatalog(given(table, own), columns, key, () -> declared.declare(table, columns, own));
    }

    private Map<String, String> given(Identifier table, Map<String, String> own) {
        Map<String, String> given = new HashMap<>(options);
        given.putAll(own);
        given.put("namespace", table.namespace()[0]);
        given.put("set", table.name());
        return new CaseInsensitiveStringMap(given);
    }

    /** A set needs no creation: the columns are kept for this session, until there are records, or as long as it lasts. */
    @Override
    @SuppressWarnings("deprecation") // the one that the oldest Spark wants; the newer ones lead here
    public Table createTable(
            Identifier table, StructType columns, Transform[] partitions, Map<String, String> properties)
            throws TableAlreadyExistsException, NoSuchNamespaceException {
        requireNamespace(table.namespace());
        if (tableExists(table)) {
            throw new TableAlreadyExistsException(table);
        }
        if (partitions.length > 0) {
            throw new UnsupportedOperationException(
                    "'" + table
                            + "' cannot be PARTITIONED BY: records are spread over Aerospike's 4096 partitions by their keys' digests");
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + table + "' is created without columns; a set has none of its own, so name them");
        }
        SparkTypes.toArrow(columns);
        Map<String, String> own = ownOptions(properties);
        declared.declare(table, columns, own);
        return table(table, columns, null, own);
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

    @Override
    public boolean dropTable(Identifier table) {
        boolean hasRecords = SetName.of(table.name()).isSet() && cluster().exists(table);
        if (hasRecords && !SourceOptions.dropTruncates(options)) {
            throw new UnsupportedOperationException("DROP TABLE would delete all records of '" + table
                    + "'; TRUNCATE TABLE does so, or set spark.sql.catalog." + name + ".dropTruncates=true");
        }
        if (hasRecords) {
            cluster().truncate(table.namespace()[0], table.name());
        }
        return declared.forget(table) || hasRecords;
    }

    @Override
    public Table alterTable(Identifier table, TableChange... changes) {
        throw new UnsupportedOperationException("'" + table
                + "' cannot be altered: a set has no columns of its own. To read it with other types, use"
                + " CREATE TEMPORARY VIEW name (columns) USING aerospike OPTIONS (...)");
    }

    @Override
    public void renameTable(Identifier from, Identifier to) {
        throw new UnsupportedOperationException("a set cannot be renamed");
    }

    /** Functions belong to no namespace. */
    @Override
    public Identifier[] listFunctions(String[] namespace) throws NoSuchNamespaceException {
        if (namespace.length > 0) {
            requireNamespace(namespace);
            return new Identifier[0];
        }
        return new Identifier[] {Identifier.of(namespace, PartitionFunction.NAME)};
    }

    /** Finds a function, whichever namespace is the current one. */
    @Override
    public UnboundFunction loadFunction(Identifier function) throws NoSuchFunctionException {
        if (!function.name().equalsIgnoreCase(PartitionFunction.NAME)) {
            throw new NoSuchFunctionException(function);
        }
        return new PartitionFunction();
    }

    @Override
    public String[][] listNamespaces() {
        return cluster().namespaces().stream()
                .map(namespace -> new String[] {namespace})
                .toArray(String[][]::new);
    }

    @Override
    public String[][] listNamespaces(String[] namespace) throws NoSuchNamespaceException {
        if (namespace.length == 0) {
            return listNamespaces();
        }
        requireNamespace(namespace);
        return new String[0][];
    }

    @Override
    public boolean namespaceExists(String[] namespace) {
        return cluster().hasNamespace(namespace);
    }

    @Override
    public Map<String, String> loadNamespaceMetadata(String[] namespace) throws NoSuchNamespaceException {
        requireNamespace(namespace);
        return Map.of();
    }

    @Override
    public void createNamespace(String[] namespace, Map<String, String> metadata) {
        throw new UnsupportedOperationException(
                "namespaces are made in the configuration of the servers, not from here");
    }

    @Override
    public void alterNamespace(String[] namespace, NamespaceChange... changes) {
        throw new UnsupportedOperationException(
                "namespaces are set up in the configuration of the servers, not from here");
    }

    @Override
    public boolean dropNamespace(String[] namespace, boolean cascade) {
        throw new UnsupportedOperationException(
                "namespaces are set up in the configuration of the servers, not from here");
    }
}
