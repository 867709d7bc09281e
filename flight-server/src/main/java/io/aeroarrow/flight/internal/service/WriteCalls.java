package io.aeroarrow.flight.internal.service;

import com.google.protobuf.ByteString;
import io.aeroarrow.arrow.Write;
import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.flight.internal.auth.ClientLease;
import io.aeroarrow.flight.internal.catalog.SetCatalog;
import io.aeroarrow.flight.internal.engine.ParameterValues;
import io.aeroarrow.flight.internal.plain.PlainWrites;
import io.aeroarrow.flight.internal.run.CallFailures;
import io.aeroarrow.flight.internal.service.PreparedRegistry.Prepared;
import io.aeroarrow.flight.internal.service.SqlPlans.Scope;
import io.aeroarrow.flight.internal.sql.WriteStatement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightProducer.CallContext;
import org.apache.arrow.flight.FlightProducer.StreamListener;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions.TableExistsOption;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions.TableNotExistOption;
import org.apache.arrow.flight.sql.impl.FlightSql.DoPutUpdateResult;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Calls that write by SQL or in bulk. */
final class WriteCalls {

    /** The option of bulk ingest that names the key column. */
    static final String KEY_OPTION = "aeroarrow.key";

    private final ServerContext server;
    private final StreamCalls streams;
    private final SqlCalls calls;
    private final SqlPlans plans;
    private final PreparedRegistry prepared;

    /** Writes and returns the number of records. */
    interface Writing {
        long run(Scope scope) throws Exception;
    }

    WriteCalls(ServerContext server, StreamCalls streams, SqlCalls calls, SqlPlans plans, PreparedRegistry prepared) {
        this.server = server;
        this.streams = streams;
        this.calls = calls;
        this.plans = plans;
        this.prepared = prepared;
    }

    private Runnable answer(CallContext call, StreamListener<PutResult> answer, Writing writing) {
        return () -> {
            try {
                long records = streams.within(call, writing::run);
                answer(answer, records);
                answer.onCompleted();
            } catch (RuntimeException e) {
                answer.onError(CallFailures.of(e));
            }
        };
    }

    private void answer(StreamListener<PutResult> answer, long records) {
        byte[] bytes =
                DoPutUpdateResult.newBuilder().setRecordCount(records).build().toByteArray();
        ArrowBuf metadata = server.allocator().buffer(bytes.length);
        metadata.writeBytes(bytes);
        // The result owns the buffer.
        try (PutResult result = PutResult.metadata(metadata)) {
            answer.onNext(result);
        }
    }

    Runnable update(CallContext call, String sql, FlightStream rows, StreamListener<PutResult> answer) {
        return answer(call, answer, scope -> plans.execute(write(sql, scope), List.of(), scope));
    }

    private static WriteStatement write(String sql, Scope scope) {
        return SqlPlans.write(sql, scope.lease())
                .orElseThrow(() -> CallStatus.INVALID_ARGUMENT
                        .withDescription("the statement returns rows, or writes nothing: send it as a query")
                        .toRuntimeException());
    }

    /** Runs a prepared statement for each row of parameters. */
    Runnable updatePrepared(CallContext call, ByteString handle, FlightStream rows, StreamListener<PutResult> answer) {
        Prepared found = calls.prepared(call, handle);
        return answer(call, answer, scope -> {
            WriteStatement statement = write(found.sql(), scope);
            long records = 0;
            boolean any = false;
            while (rows.next()) {
                VectorSchemaRoot batch = rows.getRoot();
                any |= batch.getRowCount() > 0;
                records += statement.insertsParameters()
                        ? insert(statement, batch, scope)
                        : executeEach(statement, batch, scope);
            }
            return any
                    ? records
                    : plans.execute(statement, ParameterValues.of(found.parameters(), scope.allocator()), scope);
        });
    }

    private long executeEach(WriteStatement statement, VectorSchemaRoot batch, Scope scope) {
        long records = 0;
        for (int row = 0; row < batch.getRowCount(); row++) {
            records += plans.execute(statement, ParameterValues.row(batch, row), scope);
        }
        return records;
    }

    private static long insert(WriteStatement statement, VectorSchemaRoot batch, Scope scope) {
        Schema schema = RenamedReader.renamed(batch.getSchema(), statement.columns());
        List<FieldVector> columns = new ArrayList<>();
        try {
            for (int i = 0; i < schema.getFields().size(); i++) {
                FieldVector column = schema.getFields().get(i).createVector(scope.allocator());
                columns.add(column);
                batch.getVector(i).makeTransferPair(column).transfer();
            }
            VectorSchemaRoot renamed = new VectorSchemaRoot(schema, columns, batch.getRowCount());
            return SqlPlans.write(statement, scope.lease())
                    .run(renamed)
                    .orThrow()
                    .written();
        } finally {
            columns.forEach(FieldVector::close);
        }
    }

    /** Stores the parameters of the next execution of a prepared query. */
    Runnable bind(CallContext call, ByteString handle, FlightStream rows, StreamListener<PutResult> answer) {
        return () -> {
            try (ClientLease lease = server.sessions().lease(call)) {
                if (rows.next()) {
                    int count = rows.getRoot().getRowCount();
                    if (count != 1) {
                        throw new IllegalArgumentException(
                                "the parameters have " + count + " rows; a query takes one. Run it once for each row.");
                    }
                    prepared.bind(handle, lease.user(), ParameterValues.bytes(rows.getRoot()));
                }
                answer.onCompleted();
            } catch (IOException | RuntimeException e) {
                answer.onError(CallFailures.of(e));
            }
        };
    }

    Runnable ingest(
            CallContext call, CommandStatementIngest command, FlightStream rows, StreamListener<PutResult> answer) {
        return answer(call, answer, scope -> ingest(command, rows, scope));
    }

    private long ingest(CommandStatementIngest command, FlightStream rows, Scope scope) {
        if (!command.hasSchema() || command.getSchema().isEmpty()) {
            throw new IllegalArgumentException(
                    "the ingest names no namespace. Set its schema, in Python db_schema_name.");
        }
        if (command.getTemporary()) {
            throw refused("Aerospike has no temporary sets. Ingest into a set of its own.");
        }
        String namespace = command.getSchema();
        scope.lease().rights().requireWrite(namespace);
        checkMode(command, scope.lease());
        String key = command.getOptionsOrDefault(KEY_OPTION, MetadataColumn.KEY.columnName());
        if (rows.getSchema().getFields().stream()
                .noneMatch(field -> field.getName().equals(key))) {
            throw new IllegalArgumentException("the rows have no column '" + key + "', the key of the records. Name a"
                    + " column __key, or set the option " + KEY_OPTION + ".");
        }
        Write write = scope.lease()
                .aero()
                .write(namespace, command.getTable())
                .keyColumn(key)
                .sendKey(true)
                .decimals(DecimalStorage.DOUBLE);
        return PlainWrites.run(write, rows).orThrow().written();
    }

    private static void checkMode(CommandStatementIngest command, ClientLease lease) {
        TableExistsOption exists = command.getTableDefinitionOptions().getIfExists();
        TableNotExistOption missing = command.getTableDefinitionOptions().getIfNotExist();
        if (exists == TableExistsOption.TABLE_EXISTS_OPTION_REPLACE) {
            throw refused("a set is not replaced by an ingest: truncate the set, then append.");
        }
        boolean isThere = SetCatalog.sets(lease, command.getSchema()).contains(command.getTable());
        if (isThere && exists != TableExistsOption.TABLE_EXISTS_OPTION_APPEND) {
            throw CallStatus.ALREADY_EXISTS
                    .withDescription("set '" + command.getTable()
                            + "' exists. Ingest with mode append, which creates and" + " updates records.")
                    .toRuntimeException();
        }
        if (!isThere && missing == TableNotExistOption.TABLE_NOT_EXIST_OPTION_FAIL) {
            throw CallStatus.NOT_FOUND
                    .withDescription("set '" + command.getTable() + "' has no records. Ingest with mode create or"
                            + " create_append.")
                    .toRuntimeException();
        }
    }

    private static RuntimeException refused(String why) {
        return CallStatus.UNIMPLEMENTED.withDescription(why).toRuntimeException();
    }
}
