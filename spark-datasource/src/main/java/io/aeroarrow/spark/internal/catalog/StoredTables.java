package io.aeroarrow.spark.internal.catalog;

import io.aeroarrow.arrow.schema.SchemaStore;
import io.aeroarrow.arrow.schema.StoredSchema;
import io.aeroarrow.error.MismatchException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.options.TableScope;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import io.aeroarrow.spark.internal.runtime.ClusterSets;
import io.aeroarrow.spark.internal.runtime.DriverErrors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.types.StructType;

/** The tables whose schemas are stored in the set that option {@code schemaSet} names. Empty without this option. */
public final class StoredTables {

    /** The columns and options of a stored table. */
    public record StoredTable(StructType columns, Map<String, String> options) {
        public StoredTable {
            options = Map.copyOf(options);
        }
    }

    private final Map<String, String> options;
    private final Optional<String> schemaSet;

    private StoredTables(Map<String, String> options) {
        this.options = options;
        this.schemaSet = SourceOptions.schemaSet(options);
    }

    /** Returns the tables of the schema set that options name. */
    public static StoredTables of(Map<String, String> options) {
        return new StoredTables(options);
    }

    /** Returns whether the options name a schema set. */
    public boolean isEnabled() {
        return schemaSet.isPresent();
    }

    /** Returns whether a set is the one that stores schemas. */
    public boolean isSchemaSet(String set) {
        return schemaSet.filter(set::equals).isPresent();
    }

    private <T> Optional<T> ask(Function<SchemaStore, T> action) {
        return schemaSet.map(set -> DriverErrors.oneLine(() -> {
            try (ClientCache.Hold hold = ClientCache.hold(SourceOptions.clientOf(options))) {
                return action.apply(SchemaStore.of(hold.client(), set));
            } catch (ServerErrorException e) {
                throw new IllegalArgumentException(
                        "the set '" + set + "' of option 'schemaSet' cannot be used: "
                                + ResultCode.describe(e.resultCode()),
                        e);
            }
        }));
    }

    /** Returns the set that a table's schema belongs to; empty for a whole namespace. */
    private static Optional<String> set(String table) {
        TableScope scope = TableScope.of(table);
        return scope instanceof TableScope.WholeNamespace ? Optional.empty() : Optional.of(scope.requested());
    }

    /**
     * Returns a stored table.
     *
     * @throws IllegalArgumentException if its schema is damaged, has a newer version, or has a type that Spark does not have
     */
    public Optional<StoredTable> find(String namespace, String table) {
        return set(table)
                .flatMap(set -> ask(store -> store.find(namespace, set)).flatMap(Function.identity()))
                .map(StoredTables::table);
    }

    private static StoredTable table(StoredSchema stored) {
        return new StoredTable(StoredColumns.toSpark(stored.schema()), StoredColumns.options(stored));
    }

    /** Returns the stored table that options name by namespace and set. */
    public static Optional<StoredTable> find(Map<String, String> given) {
        StoredTables tables = of(given);
        if (!tables.isEnabled()) {
            return Optional.empty();
        }
        SourceOptions table = SourceOptions.parse(given);
        ClusterSets.of(table.client()).requireNamespace(table.namespace());
        return tables.find(table.namespace(), table.scope().tableName());
    }

    /** Returns whether a table has a stored schema, also a damaged one. */
    public boolean exists(String namespace, String table) {
        return set(table)
                .flatMap(set -> ask(store -> isStored(store, namespace, set)))
                .orElse(false);
    }

    private static boolean isStored(SchemaStore store, String namespace, String set) {
        try {
            return store.find(namespace, set).isPresent();
        } catch (MismatchException damaged) {
            return true;
        }
    }

    /** Returns the names of the sets of a namespace that have a stored schema. */
    public List<String> names(String namespace) {
        return ask(store -> store.sets(namespace).stream()
                        .filter(set -> !set.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    /**
     * Stores the schema of a table.
     *
     * @param columns with the storage of decimals in their metadata
     * @param given all options of the table
     * @param own the options of CREATE TABLE, of which some are stored
     * @return false if another session has stored one
     */
    public boolean create(
            String namespace, String table, StructType columns, Map<String, String> given, Map<String, String> own) {
        if (isSchemaSet(table)) {
            throw new IllegalArgumentException("'" + namespace + "." + table
                    + "' stores the schemas of tables (option 'schemaSet'); give the table another name");
        }
        Schema schema = StoredColumns.toStored(columns, given, own);
        return ask(store -> store.create(namespace, table, schema)).orElse(true);
    }

    /**
     * Changes the stored schema of a table.
     *
     * @throws IllegalArgumentException if a change does not fit the schema, or there is none
     * @throws UnsupportedOperationException if a change concerns more than the schema
     */
    public void alter(String namespace, String table, List<TableChange> changes) {
        String set = set(table).orElse("");
        var unused = ask(store -> store.update(namespace, set, before -> {
            Map<String, String> all = new HashMap<>(options);
            all.putAll(new StoredSchema(namespace, set, before, 0).options());
            return new SchemaChanges(namespace + "." + table, SourceOptions.decimals(all)).apply(before, changes);
        }));
    }

    /** Removes the stored schema of a table. Returns whether there was one. */
    public boolean remove(String namespace, String table) {
        return set(table)
                .flatMap(set -> ask(store -> store.remove(namespace, set)))
                .orElse(false);
    }
}
