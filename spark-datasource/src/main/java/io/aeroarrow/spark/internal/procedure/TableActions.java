package io.aeroarrow.spark.internal.procedure;

import io.aeroarrow.admin.IndexStatistics;
import io.aeroarrow.admin.SetCount;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.spark.internal.catalog.AerospikeTable;
import io.aeroarrow.spark.internal.catalog.StoredTables;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.runtime.ClusterSets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** What procedures on whole tables do. */
final class TableActions {

    private static final int TIMEOUT_SECONDS = 600;

    private TableActions() {}

    static Object[] waitForIndex(Arguments arguments) {
        SourceOptions table = arguments.set();
        String index = arguments.text("index");
        Duration timeout = arguments.seconds("timeout_seconds", TIMEOUT_SECONDS);
        return arguments.withClient(client -> {
            boolean exists = client.indexes(table.namespace()).stream()
                    .anyMatch(known -> known.name().equals(index));
            if (!exists) {
                throw arguments.invalid(
                        "index", "is '" + index + "', and namespace '" + table.namespace() + "' has no such index");
            }
            client.awaitIndex(table.namespace(), index, timeout);
            long entries = client.indexStatistics(table.namespace(), List.of(index)).stream()
                    .mapToLong(IndexStatistics::entries)
                    .sum();
            return new Object[] {index, entries};
        });
    }

    static Object[] setSchema(Arguments arguments) {
        Map<String, String> options = arguments.tableOptions();
        SourceOptions table = arguments.set();
        StoredTables stored = StoredTables.of(options);
        if (!stored.isEnabled()) {
            throw arguments.invalid("table", "has no schema set: set the catalog's option schemaSet");
        }
        StructType columns = columns(arguments);
        StructType typed =
                AerospikeTable.ofCatalog(options, columns, null, () -> {}).schema();
        String set = table.scope().tableName();
        if (arguments.flag("replace")) {
            stored.remove(table.namespace(), set);
        }
        if (!stored.create(table.namespace(), set, typed, options, Map.of())) {
            throw arguments.invalid(
                    "table", "has a stored schema already; replace it by replace => true, or use ALTER TABLE");
        }
        return new Object[] {columns.toDDL()};
    }

    private static StructType columns(Arguments arguments) {
        String ddl = arguments.text("columns");
        try {
            return StructType.fromDDL(ddl);
        } catch (Exception e) { // Spark's parser throws a checked exception that Scala does not declare
            throw arguments.invalid("columns", "is '" + ddl + "'; it must be DDL, such as 'id BIGINT, day DATE'");
        }
    }

    static Object[] truncate(Arguments arguments) {
        SourceOptions table = arguments.set();
        Instant before = arguments.time("before");
        if (before == null) {
            ClusterSets.of(table.client()).truncate(table.namespace(), table.set());
            return new Object[] {0L};
        }
        return arguments.withClient(client -> {
            client.truncate(table.namespace(), table.set(), Optional.of(before));
            return new Object[] {records(client, table)};
        });
    }

    private static long records(AeroArrowClient client, SourceOptions table) {
        return client.sets(table.namespace()).stream()
                .filter(set -> set.name().equals(table.set()))
                .mapToLong(SetCount::objects)
                .sum();
    }
}
