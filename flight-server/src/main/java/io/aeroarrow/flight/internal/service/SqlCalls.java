package io.aeroarrow.flight.internal.service;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.aeroarrow.flight.internal.auth.ClientLease;
import io.aeroarrow.flight.internal.engine.EnginePlan;
import io.aeroarrow.flight.internal.engine.ParameterValues;
import io.aeroarrow.flight.internal.run.CallFailures;
import io.aeroarrow.flight.internal.service.PreparedRegistry.Prepared;
import io.aeroarrow.flight.internal.service.SqlPlans.Scope;
import io.aeroarrow.flight.internal.sql.WriteStatement;
import io.aeroarrow.flight.internal.stream.StreamPlan;
import io.aeroarrow.flight.internal.ticket.TicketContent;
import io.aeroarrow.flight.internal.ticket.TicketContent.Kind;
import io.aeroarrow.flight.internal.ticket.TicketSigner;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightProducer.CallContext;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.flight.SchemaResult;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementResult;
import org.apache.arrow.flight.sql.impl.FlightSql.TicketStatementQuery;
import org.apache.arrow.vector.types.pojo.Schema;

/** Calls that read by SQL. */
final class SqlCalls {

    private final ServerContext server;
    private final StreamCalls streams;
    private final EndpointTickets tickets;
    private final SqlPlans plans;
    private final PreparedRegistry prepared;

    SqlCalls(ServerContext server, StreamCalls streams, SqlPlans plans, PreparedRegistry prepared) {
        this.server = server;
        this.streams = streams;
        this.tickets = new EndpointTickets(server);
        this.plans = plans;
        this.prepared = prepared;
    }

    FlightInfo info(CallContext call, FlightDescriptor descriptor, String sql, ByteString parameters) {
        return streams.within(call, scope -> {
            StreamPlan plan = plans.plan(sql, ParameterValues.of(parameters, scope.allocator()), scope);
            EndpointTickets.Text text =
                    new EndpointTickets.Text(Kind.SQL, scope.lease().user(), sql, parameters);
            return tickets.info(descriptor, plan, server.config().partitionsPerStatement(), text, SqlCalls::sqlTicket);
        });
    }

    private static Ticket sqlTicket(byte[] signed) {
        TicketStatementQuery query = TicketStatementQuery.newBuilder()
                .setStatementHandle(ByteString.copyFrom(signed))
                .build();
        return new Ticket(Any.pack(query).toByteArray());
    }

    FlightInfo info(CallContext call, FlightDescriptor descriptor, ByteString handle) {
        Prepared statement = prepared(call, handle);
        return info(call, descriptor, statement.sql(), statement.parameters());
    }

    SchemaResult schema(CallContext call, String sql, ByteString parameters) {
        return streams.within(
                call,
                scope -> new SchemaResult(plans.plan(sql, ParameterValues.of(parameters, scope.allocator()), scope)
                        .schema()));
    }

    SchemaResult schema(CallContext call, ByteString handle) {
        Prepared statement = prepared(call, handle);
        return schema(call, statement.sql(), statement.parameters());
    }

    Prepared prepared(CallContext call, ByteString handle) {
        try (ClientLease lease = server.sessions().lease(call)) {
            return prepared.get(handle, lease.user());
        }
    }

    /** Reads the part of a statement that a ticket of this server describes. */
    void readPart(CallContext call, ByteString ticket, ServerStreamListener listener) {
        TicketContent content;
        try (ClientLease lease = server.sessions().lease(call)) {
            content = server.signer().verify(ticket.toByteArray(), lease.user());
        }
        streams.read(
                call,
                content.statement(),
                listener,
                EndpointTickets.partitions(content),
                (lease, allocator, statement) -> plans.plan(
                        content.text(),
                        ParameterValues.of(content.parameters(), allocator),
                        new Scope(lease, allocator, statement)));
    }

    /** Reads a prepared statement by its handle, as old clients do. */
    void readPrepared(CallContext call, ByteString handle, ServerStreamListener listener) {
        Prepared found = prepared(call, handle);
        streams.read(
                call,
                UUID.randomUUID().toString(),
                listener,
                Optional.empty(),
                (lease, allocator, statement) -> plans.plan(
                        found.sql(),
                        ParameterValues.of(found.parameters(), allocator),
                        new Scope(lease, allocator, statement)));
    }

    ActionCreatePreparedStatementResult prepare(CallContext call, String sql) {
        return streams.within(call, scope -> {
            ActionCreatePreparedStatementResult.Builder result = ActionCreatePreparedStatementResult.newBuilder();
            if (!WriteStatement.isWrite(sql) && !SqlPlans.isExplain(sql)) {
                EnginePlan plan = plans.planForEngine(sql, scope);
                Schema parameters = plan.parameterSchema();
                Schema rows = parameters.getFields().isEmpty()
                        ? plans.plan(sql, List.of(), scope).schema()
                        : plan.schema();
                result.setDatasetSchema(bytes(rows)).setParameterSchema(bytes(parameters));
            } else if (SqlPlans.isExplain(sql)) {
                result.setDatasetSchema(bytes(plans.plan(sql, List.of(), scope).schema()));
            }
            return result.setPreparedStatementHandle(prepared.add(scope.lease().user(), sql))
                    .build();
        });
    }

    private static ByteString bytes(Schema schema) throws IOException {
        return ByteString.copyFrom(schema.serializeAsMessage());
    }

    void close(CallContext call, ByteString handle) {
        try (ClientLease lease = server.sessions().lease(call)) {
            prepared.remove(handle, lease.user());
        }
    }

    /** Cancels the statement that the endpoints of an answer belong to. */
    boolean cancel(CallContext call, FlightInfo info) {
        try (ClientLease lease = server.sessions().lease(call)) {
            return info.getEndpoints().stream()
                    .map(endpoint -> content(endpoint.getTicket(), lease.user()).statement())
                    .distinct()
                    .map(server.registry()::cancel)
                    .reduce(false, Boolean::logicalOr);
        }
    }

    private TicketContent content(Ticket ticket, String user) {
        byte[] bytes = ticket.getBytes();
        if (bytes.length > 0 && bytes[0] == TicketSigner.MAGIC) {
            return server.signer().verify(bytes, user);
        }
        try {
            ByteString handle =
                    Any.parseFrom(bytes).unpack(TicketStatementQuery.class).getStatementHandle();
            return server.signer().verify(handle.toByteArray(), user);
        } catch (IOException e) {
            throw CallFailures.of(e);
        }
    }
}
