package io.aeroarrow.flight.internal.ticket;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Optional;

/**
 * What a ticket allows its holder to read.
 *
 * @param kind how to read the text
 * @param user who may use it
 * @param statement the statement that it is a part of
 * @param expires until when it is valid
 * @param text a SQL statement or the JSON description of a read
 * @param parameters the parameters of the statement, an Arrow stream; empty for none
 * @param schema the schema that the client was told, as in Arrow IPC; empty if it is the engine's
 * @param partitions the partitions to read as a bit set; empty for all
 */
public record TicketContent(
        Kind kind,
        String user,
        String statement,
        Instant expires,
        String text,
        ByteString parameters,
        ByteString schema,
        Optional<ByteString> partitions) {

    /** The language of the text. */
    public enum Kind {
        SQL,
        JSON
    }
}
