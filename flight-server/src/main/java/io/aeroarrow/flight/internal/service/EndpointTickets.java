package io.aeroarrow.flight.internal.service;

import com.google.protobuf.ByteString;
import io.aeroarrow.flight.internal.stream.StreamPlan;
import io.aeroarrow.flight.internal.ticket.TicketContent;
import io.aeroarrow.flight.internal.ticket.TicketContent.Kind;
import io.aeroarrow.model.PartitionSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.vector.types.pojo.Schema;

/** Endpoints of reads, each with a signed ticket. */
final class EndpointTickets {

    /**
     * What is read.
     *
     * @param parameters an Arrow stream; empty for none
     */
    record Text(Kind kind, String user, String text, ByteString parameters) {}

    private final ServerContext server;

    EndpointTickets(ServerContext server) {
        this.server = server;
    }

    /** Describes a read whose endpoints are the parts of a plan. */
    FlightInfo info(
            FlightDescriptor descriptor, StreamPlan plan, int wanted, Text text, Function<byte[], Ticket> ticket) {
        String statement = UUID.randomUUID().toString();
        Instant expires = server.signer().now().plus(server.config().ticketLifetime());
        ByteString schema = ByteString.copyFrom(plan.schema().serializeAsMessage());
        List<FlightEndpoint> endpoints = new ArrayList<>();
        for (Optional<PartitionSet> part : plan.parts(wanted)) {
            byte[] signed = server.signer()
                    .sign(new TicketContent(
                            text.kind(),
                            text.user(),
                            statement,
                            expires,
                            text.text(),
                            text.parameters(),
                            schema,
                            part.map(EndpointTickets::bits)));
            endpoints.add(FlightEndpoint.builder(ticket.apply(signed))
                    .setExpirationTime(expires)
                    .build());
        }
        return FlightInfo.builder(plan.schema(), descriptor, endpoints)
                // The client cancels by it.
                .setAppMetadata(statement.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static ByteString bits(PartitionSet partitions) {
        BitSet bits = new BitSet(PartitionSet.PARTITIONS);
        partitions.forEach(bits::set);
        return ByteString.copyFrom(bits.toByteArray());
    }

    static Optional<PartitionSet> partitions(TicketContent ticket) {
        return ticket.partitions()
                .map(bits -> PartitionSet.of(
                        BitSet.valueOf(bits.toByteArray()).stream().boxed().toList()));
    }

    static Schema schema(TicketContent ticket) {
        return Schema.deserializeMessage(ticket.schema().asReadOnlyByteBuffer());
    }
}
