package io.aeroarrow.flight.internal.service;

import com.google.protobuf.ByteString;
import io.aeroarrow.arrow.Lookup;
import io.aeroarrow.arrow.Write;
import io.aeroarrow.arrow.read.BatchReadResult;
import io.aeroarrow.flight.internal.auth.ClientLease;
import io.aeroarrow.flight.internal.plain.PlainReads;
import io.aeroarrow.flight.internal.plain.PlainRequest;
import io.aeroarrow.flight.internal.plain.PlainRequest.LookupDescription;
import io.aeroarrow.flight.internal.plain.PlainWrites;
import io.aeroarrow.flight.internal.run.CallFailures;
import io.aeroarrow.flight.internal.stream.BatchSender;
import io.aeroarrow.flight.internal.stream.StreamPlan;
import io.aeroarrow.flight.internal.ticket.TicketContent;
import io.aeroarrow.flight.internal.ticket.TicketContent.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightProducer.CallContext;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.flight.FlightProducer.StreamListener;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.SchemaResult;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.types.pojo.Schema;

/** Calls of Flight without SQL. */
final class PlainCalls {

    private final ServerContext server;
    private final StreamCalls streams;
    private final EndpointTickets tickets;

    PlainCalls(ServerContext server, StreamCalls streams) {
        this.server = server;
        this.streams = streams;
        this.tickets = new EndpointTickets(server);
    }

    FlightInfo info(CallContext call, FlightDescriptor descriptor) {
        PlainRequest request = PlainRequest.parse(descriptor.getCommand());
        try (ClientLease lease = server.sessions().lease(call)) {
            StreamPlan plan = PlainReads.plan(request, lease, server.allocator(), Optional.empty());
            int wanted = request.scan() != null && request.scan().endpoints() > 0
                    ? request.scan().endpoints()
                    : server.config().partitionsPerStatement();
            String text = new String(descriptor.getCommand(), StandardCharsets.UTF_8);
            return tickets.info(
                    descriptor,
                    plan,
                    wanted,
                    new EndpointTickets.Text(Kind.JSON, lease.user(), text, ByteString.EMPTY),
                    Ticket::new);
        }
    }

    SchemaResult schema(CallContext call, FlightDescriptor descriptor) {
        PlainRequest request = PlainRequest.parse(descriptor.getCommand());
        try (ClientLease lease = server.sessions().lease(call)) {
            return new SchemaResult(PlainReads.plan(request, lease, server.allocator(), Optional.empty())
                    .schema());
        }
    }

    /** Reads what a client describes in the ticket itself. */
    void readDescribed(CallContext call, byte[] json, ServerStreamListener listener) {
        PlainRequest request = PlainRequest.parse(json);
        streams.read(
                call,
                UUID.randomUUID().toString(),
                listener,
                Optional.empty(),
                (lease, allocator, statement) -> PlainReads.plan(request, lease, allocator, Optional.empty()));
    }

    /** Reads a part that a ticket of this server describes. */
    void readPart(CallContext call, TicketContent ticket, ServerStreamListener listener) {
        PlainRequest request = PlainRequest.parse(ticket.text().getBytes(StandardCharsets.UTF_8));
        Optional<Schema> schema = Optional.of(EndpointTickets.schema(ticket));
        streams.read(
                call,
                ticket.statement(),
                listener,
                EndpointTickets.partitions(ticket),
                (lease, allocator, statement) -> PlainReads.plan(request, lease, allocator, schema));
    }

    Runnable put(CallContext call, FlightStream rows, StreamListener<PutResult> answer) {
        return () -> {
            try {
                answer(answer, streams.within(call, scope -> put(rows, scope.lease())));
                answer.onCompleted();
            } catch (RuntimeException e) {
                answer.onError(CallFailures.of(e));
            }
        };
    }

    private static byte[] put(FlightStream rows, ClientLease lease) {
        PlainRequest request = PlainRequest.parse(rows.getDescriptor().getCommand());
        if (request.write() == null) {
            throw new IllegalArgumentException("DoPut needs a description with 'write'");
        }
        Write write = PlainWrites.write(request.write(), lease);
        return PlainWrites.json(PlainWrites.run(write, rows));
    }

    private void answer(StreamListener<PutResult> answer, byte[] json) {
        ArrowBuf metadata = server.allocator().buffer(json.length);
        metadata.writeBytes(json);
        // The result owns the buffer.
        try (PutResult result = PutResult.metadata(metadata)) {
            answer.onNext(result);
        }
    }

    /** Answers each batch of keys with one or more batches of rows. */
    void exchange(CallContext call, FlightStream keys, ServerStreamListener listener) {
        PlainRequest request = PlainRequest.parse(keys.getDescriptor().getCommand());
        LookupDescription description = request.lookup();
        if (description == null) {
            throw new IllegalArgumentException("DoExchange needs a description with 'lookup'");
        }
        streams.start(call, UUID.randomUUID().toString(), listener, session -> {
            Lookup lookup =
                    PlainReads.lookup(description, session.lease()).keyDictionaries(keys.getDictionaryProvider());
            try (BatchSender sender = session.sender(PlainReads.schema(lookup, session.allocator()))) {
                while (keys.next()) {
                    if (keys.getRoot().getFieldVectors().size() != 1) {
                        throw new IllegalArgumentException("the batches of keys have "
                                + keys.getRoot().getFieldVectors().size() + " columns; they must have one");
                    }
                    try (BatchReadResult result = lookup.result(keys.getRoot().getVector(0))) {
                        sender.send(result.root());
                    }
                }
            }
        });
    }
}
