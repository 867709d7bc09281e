package io.aeroarrow.flight.internal.service;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.aeroarrow.flight.internal.plain.PlainRequest;
import io.aeroarrow.flight.internal.run.CallFailures;
import io.aeroarrow.flight.internal.ticket.TicketContent;
import io.aeroarrow.flight.internal.ticket.TicketSigner;
import java.util.function.Supplier;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.SchemaResult;
import org.apache.arrow.flight.Ticket;
import org.jspecify.annotations.Nullable;

/** The service: sends calls to where they are answered, and says failures as Flight does. */
public final class AeroFlightProducer extends StatementProducer {

    private final ServerContext server;
    private final PlainCalls plain;

    private AeroFlightProducer(
            ServerContext server, PlainCalls plain, SqlCalls sql, WriteCalls writes, MetadataCalls metadata) {
        super(sql, writes, metadata);
        this.server = server;
        this.plain = plain;
    }

    /** Creates the service of a server. */
    public static AeroFlightProducer of(ServerContext server) {
        StreamCalls streams = new StreamCalls(server);
        PreparedRegistry prepared = new PreparedRegistry();
        SqlPlans plans = new SqlPlans(server);
        SqlCalls sql = new SqlCalls(server, streams, plans, prepared);
        return new AeroFlightProducer(
                server,
                new PlainCalls(server, streams),
                sql,
                new WriteCalls(server, streams, sql, plans, prepared),
                new MetadataCalls(server, streams));
    }

    @Override
    public FlightInfo getFlightInfo(CallContext context, FlightDescriptor descriptor) {
        return answer(
                () -> isPlain(descriptor) ? plain.info(context, descriptor) : super.getFlightInfo(context, descriptor));
    }

    @Override
    public SchemaResult getSchema(CallContext context, FlightDescriptor descriptor) {
        return answer(
                () -> isPlain(descriptor) ? plain.schema(context, descriptor) : super.getSchema(context, descriptor));
    }

    private static boolean isPlain(FlightDescriptor descriptor) {
        if (!descriptor.isCommand()) {
            throw CallStatus.INVALID_ARGUMENT
                    .withDescription("the descriptor is a path; send a command: JSON or a message of Flight SQL")
                    .toRuntimeException();
        }
        if (PlainRequest.isJson(descriptor.getCommand())) {
            return true;
        }
        requireMessage(descriptor.getCommand());
        return false;
    }

    /** The library answers other bytes with an internal error. */
    private static void requireMessage(byte[] bytes) {
        try {
            if (!Any.parseFrom(bytes).getTypeUrl().isEmpty()) {
                return;
            }
        } catch (InvalidProtocolBufferException e) {
            throw notFlight(e);
        }
        throw notFlight(null);
    }

    private static FlightRuntimeException notFlight(@Nullable Exception cause) {
        return CallStatus.INVALID_ARGUMENT
                .withDescription("the bytes are neither JSON, nor a ticket of this server, nor a message of Flight SQL")
                .withCause(cause)
                .toRuntimeException();
    }

    @Override
    public void getStream(CallContext context, Ticket ticket, ServerStreamListener listener) {
        byte[] bytes = ticket.getBytes();
        try {
            if (PlainRequest.isJson(bytes)) {
                plain.readDescribed(context, bytes, listener);
            } else if (bytes.length > 0 && bytes[0] == TicketSigner.MAGIC) {
                TicketContent content = server.signer().verify(bytes, user(context));
                plain.readPart(context, content, listener);
            } else {
                requireMessage(bytes);
                super.getStream(context, ticket, listener);
            }
        } catch (RuntimeException e) {
            listener.error(failed(e));
        }
    }

    private String user(CallContext context) {
        try (var lease = server.sessions().lease(context)) {
            return lease.user();
        }
    }

    @Override
    public Runnable acceptPut(CallContext context, FlightStream rows, StreamListener<PutResult> answer) {
        return answer(() -> isPlain(rows.getDescriptor())
                ? plain.put(context, rows, answer)
                : super.acceptPut(context, rows, answer));
    }

    @Override
    public void doExchange(CallContext context, FlightStream reader, ServerStreamListener writer) {
        try {
            plain.exchange(context, reader, writer);
        } catch (RuntimeException e) {
            writer.error(failed(e));
        }
    }

    private <T> T answer(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private FlightRuntimeException failed(RuntimeException failure) {
        FlightRuntimeException said = CallFailures.of(failure);
        server.meters().failed(said.status());
        return said;
    }
}
