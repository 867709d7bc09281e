package io.aeroarrow.flight.internal.service;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.aeroarrow.flight.internal.run.CallFailures;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.SchemaResult;
import org.apache.arrow.flight.sql.CancelResult;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionClosePreparedStatementRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandPreparedStatementQuery;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandPreparedStatementUpdate;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementQuery;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementUpdate;
import org.apache.arrow.flight.sql.impl.FlightSql.TicketStatementQuery;

/** The calls of Flight SQL that read and write. */
abstract class StatementProducer extends MetadataProducer {

    private final SqlCalls sql;
    private final WriteCalls writes;

    StatementProducer(SqlCalls sql, WriteCalls writes, MetadataCalls metadata) {
        super(metadata);
        this.sql = sql;
        this.writes = writes;
    }

    private static void requireNoTransaction(boolean has, ByteString id) {
        if (has && !id.isEmpty()) {
            throw new IllegalArgumentException("this server has no transactions");
        }
    }

    @Override
    public FlightInfo getFlightInfoStatement(
            CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
        requireNoTransaction(command.hasTransactionId(), command.getTransactionId());
        return sql.info(context, descriptor, command.getQuery(), ByteString.EMPTY);
    }

    @Override
    public FlightInfo getFlightInfoPreparedStatement(
            CommandPreparedStatementQuery command, CallContext context, FlightDescriptor descriptor) {
        return sql.info(context, descriptor, command.getPreparedStatementHandle());
    }

    @Override
    public SchemaResult getSchemaStatement(
            CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
        return sql.schema(context, command.getQuery(), ByteString.EMPTY);
    }

    @Override
    public SchemaResult getSchemaPreparedStatement(
            CommandPreparedStatementQuery command, CallContext context, FlightDescriptor descriptor) {
        return sql.schema(context, command.getPreparedStatementHandle());
    }

    @Override
    public void getStreamStatement(TicketStatementQuery ticket, CallContext context, ServerStreamListener listener) {
        sql.readPart(context, ticket.getStatementHandle(), listener);
    }

    @Override
    public void getStreamPreparedStatement(
            CommandPreparedStatementQuery command, CallContext context, ServerStreamListener listener) {
        sql.readPrepared(context, command.getPreparedStatementHandle(), listener);
    }

    @Override
    public void createPreparedStatement(
            ActionCreatePreparedStatementRequest request, CallContext context, StreamListener<Result> listener) {
        try {
            requireNoTransaction(request.hasTransactionId(), request.getTransactionId());
            listener.onNext(new Result(
                    Any.pack(sql.prepare(context, request.getQuery())).toByteArray()));
            listener.onCompleted();
        } catch (RuntimeException e) {
            listener.onError(CallFailures.of(e));
        }
    }

    @Override
    public void closePreparedStatement(
            ActionClosePreparedStatementRequest request, CallContext context, StreamListener<Result> listener) {
        try {
            sql.close(context, request.getPreparedStatementHandle());
            listener.onCompleted();
        } catch (RuntimeException e) {
            listener.onError(CallFailures.of(e));
        }
    }

    @Override
    public Runnable acceptPutStatement(
            CommandStatementUpdate command, CallContext context, FlightStream rows, StreamListener<PutResult> answer) {
        requireNoTransaction(command.hasTransactionId(), command.getTransactionId());
        return writes.update(context, command.getQuery(), rows, answer);
    }

    @Override
    public Runnable acceptPutPreparedStatementUpdate(
            CommandPreparedStatementUpdate command,
            CallContext context,
            FlightStream rows,
            StreamListener<PutResult> answer) {
        return writes.updatePrepared(context, command.getPreparedStatementHandle(), rows, answer);
    }

    @Override
    public Runnable acceptPutPreparedStatementQuery(
            CommandPreparedStatementQuery command,
            CallContext context,
            FlightStream rows,
            StreamListener<PutResult> answer) {
        return writes.bind(context, command.getPreparedStatementHandle(), rows, answer);
    }

    @Override
    public Runnable acceptPutStatementBulkIngest(
            CommandStatementIngest command, CallContext context, FlightStream rows, StreamListener<PutResult> answer) {
        requireNoTransaction(command.hasTransactionId(), command.getTransactionId());
        return writes.ingest(context, command, rows, answer);
    }

    @Override
    public void cancelFlightInfo(
            CancelFlightInfoRequest request, CallContext context, StreamListener<CancelStatus> listener) {
        try {
            sql.cancel(context, request.getInfo());
            listener.onNext(CancelStatus.CANCELLED);
            listener.onCompleted();
        } catch (RuntimeException e) {
            listener.onError(CallFailures.of(e));
        }
    }

    /** Older clients cancel by it. */
    @Override
    @SuppressWarnings("deprecation")
    public void cancelQuery(FlightInfo info, CallContext context, StreamListener<CancelResult> listener) {
        try {
            sql.cancel(context, info);
            listener.onNext(CancelResult.CANCELLED);
            listener.onCompleted();
        } catch (RuntimeException e) {
            listener.onError(CallFailures.of(e));
        }
    }
}
