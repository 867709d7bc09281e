package io.aeroarrow.flight.internal.service;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.flight.internal.auth.ClientLease;
import io.aeroarrow.flight.internal.catalog.ColumnMetadata;
import io.aeroarrow.flight.internal.catalog.LikeFilter;
import io.aeroarrow.flight.internal.catalog.MetadataRows;
import io.aeroarrow.flight.internal.catalog.ServerInfo;
import io.aeroarrow.flight.internal.catalog.SetCatalog;
import io.aeroarrow.flight.internal.stream.OneBatchPlan;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightProducer.CallContext;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetDbSchemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetPrimaryKeys;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetSqlInfo;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetTables;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetXdbcTypeInfo;
import org.apache.arrow.vector.types.pojo.Schema;

/** Calls about catalogs, schemas, tables, types and the server itself. */
final class MetadataCalls {

    private static final String TABLE = "TABLE";

    private final ServerContext server;
    private final StreamCalls streams;

    /** Finds rows of metadata. */
    interface Listing {
        MetadataRows list(ClientLease lease) throws Exception;
    }

    MetadataCalls(ServerContext server, StreamCalls streams) {
        this.server = server;
        this.streams = streams;
    }

    FlightInfo info(Message command, FlightDescriptor descriptor, Schema schema) {
        Ticket ticket = new Ticket(Any.pack(command).toByteArray());
        return FlightInfo.builder(schema, descriptor, List.of(new FlightEndpoint(ticket)))
                .build();
    }

    private void answer(CallContext call, ServerStreamListener listener, Schema schema, Listing listing) {
        streams.read(call, UUID.randomUUID().toString(), listener, Optional.empty(), (lease, allocator, statement) -> {
            MetadataRows rows = listing.list(lease);
            return new OneBatchPlan(allocator, schema, rows::fill);
        });
    }

    void catalogs(CallContext call, ServerStreamListener listener) {
        answer(call, listener, Schemas.GET_CATALOGS_SCHEMA, lease -> {
            MetadataRows rows = new MetadataRows();
            rows.add(SetCatalog.CATALOG);
            return rows;
        });
    }

    void schemas(CallContext call, CommandGetDbSchemas command, ServerStreamListener listener) {
        LikeFilter names = command.hasDbSchemaFilterPattern()
                ? LikeFilter.of(command.getDbSchemaFilterPattern())
                : LikeFilter.all();
        answer(call, listener, Schemas.GET_SCHEMAS_SCHEMA, lease -> {
            MetadataRows rows = new MetadataRows();
            if (isOurs(command.hasCatalog(), command.getCatalog())) {
                SetCatalog.namespaces(lease).stream()
                        .filter(names::matches)
                        .forEach(namespace -> rows.add(SetCatalog.CATALOG, namespace));
            }
            return rows;
        });
    }

    private static boolean isOurs(boolean named, String catalog) {
        return !named || catalog.equals(SetCatalog.CATALOG);
    }

    void tables(CallContext call, CommandGetTables command, ServerStreamListener listener) {
        Schema schema = command.getIncludeSchema() ? Schemas.GET_TABLES_SCHEMA : Schemas.GET_TABLES_SCHEMA_NO_SCHEMA;
        answer(call, listener, schema, lease -> tables(command, lease));
    }

    private static MetadataRows tables(CommandGetTables command, ClientLease lease) throws Exception {
        MetadataRows rows = new MetadataRows();
        boolean wanted = isOurs(command.hasCatalog(), command.getCatalog())
                && (command.getTableTypesCount() == 0
                        || command.getTableTypesList().contains(TABLE));
        if (!wanted) {
            return rows;
        }
        LikeFilter namespaces = command.hasDbSchemaFilterPattern()
                ? LikeFilter.of(command.getDbSchemaFilterPattern())
                : LikeFilter.all();
        LikeFilter sets = command.hasTableNameFilterPattern()
                ? LikeFilter.of(command.getTableNameFilterPattern())
                : LikeFilter.all();
        for (String namespace : SetCatalog.namespaces(lease)) {
            if (namespaces.matches(namespace)) {
                for (String set : SetCatalog.sets(lease, namespace)) {
                    if (sets.matches(set)) {
                        add(rows, command.getIncludeSchema(), lease, namespace, set);
                    }
                }
            }
        }
        return rows;
    }

    private static void add(MetadataRows rows, boolean withSchema, ClientLease lease, String namespace, String set)
            throws Exception {
        if (!withSchema) {
            rows.add(SetCatalog.CATALOG, namespace, set, TABLE);
            return;
        }
        Schema columns = ColumnMetadata.describe(SetCatalog.columns(lease, namespace, set), namespace, set);
        rows.add(SetCatalog.CATALOG, namespace, set, TABLE, columns.serializeAsMessage());
    }

    void tableTypes(CallContext call, ServerStreamListener listener) {
        answer(call, listener, Schemas.GET_TABLE_TYPES_SCHEMA, lease -> {
            MetadataRows rows = new MetadataRows();
            rows.add(TABLE);
            return rows;
        });
    }

    void primaryKeys(CallContext call, CommandGetPrimaryKeys command, ServerStreamListener listener) {
        answer(call, listener, Schemas.GET_PRIMARY_KEYS_SCHEMA, lease -> {
            MetadataRows rows = new MetadataRows();
            if (isOurs(command.hasCatalog(), command.getCatalog())
                    && SetCatalog.sets(lease, command.getDbSchema()).contains(command.getTable())) {
                rows.add(
                        SetCatalog.CATALOG,
                        command.getDbSchema(),
                        command.getTable(),
                        MetadataColumn.KEY.columnName(),
                        1,
                        null);
            }
            return rows;
        });
    }

    void types(CallContext call, CommandGetXdbcTypeInfo command, ServerStreamListener listener) {
        answer(
                call,
                listener,
                Schemas.GET_TYPE_INFO_SCHEMA,
                lease -> ColumnMetadata.types(command.getDataType(), !command.hasDataType()));
    }

    /** Answers with no rows: Aerospike has no foreign keys. */
    void none(CallContext call, Schema schema, ServerStreamListener listener) {
        answer(call, listener, schema, lease -> new MetadataRows());
    }

    void sqlInfo(CommandGetSqlInfo command, ServerStreamListener listener) {
        ServerInfo.of(version(), server.config().limits()).send(command.getInfoList(), listener);
    }

    /** The jar has the version; a build directory has none. */
    private static String version() {
        String version = MetadataCalls.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
