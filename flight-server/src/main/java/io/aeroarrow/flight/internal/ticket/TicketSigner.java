package io.aeroarrow.flight.internal.ticket;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightRuntimeException;

/** Signs tickets with a key that lives as long as this object, and accepts only those. Thread-safe. */
public final class TicketSigner {

    /** The first byte of a ticket; neither JSON nor a protobuf message starts with it. */
    public static final byte MAGIC = (byte) 0xA7;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 32;
    private static final int MAX_BYTES = 4 << 20;

    private final SecretKeySpec key;
    private final Clock clock;

    public TicketSigner(Clock clock) {
        byte[] secret = new byte[MAC_BYTES];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    /** Returns a signed ticket. */
    public byte[] sign(TicketContent content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(MAGIC);
            write(out, content.kind().name().getBytes(StandardCharsets.UTF_8));
            write(out, content.user().getBytes(StandardCharsets.UTF_8));
            write(out, content.statement().getBytes(StandardCharsets.UTF_8));
            out.writeLong(content.expires().toEpochMilli());
            write(out, content.text().getBytes(StandardCharsets.UTF_8));
            write(out, content.parameters().toByteArray());
            write(out, content.schema().toByteArray());
            out.writeBoolean(content.partitions().isPresent());
            write(out, content.partitions().orElse(ByteString.EMPTY).toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] signed = bytes.toByteArray();
        if (signed.length > MAX_BYTES) {
            throw new IllegalArgumentException("the statement and its parameters have " + signed.length
                    + " bytes; the most are " + MAX_BYTES + ". Shorten the statement, or load values into a set.");
        }
        byte[] all = Arrays.copyOf(signed, signed.length + MAC_BYTES);
        System.arraycopy(mac(signed), 0, all, signed.length, MAC_BYTES);
        return all;
    }

    /**
     * Verifies a ticket.
     *
     * @param user who presents it
     * @throws FlightRuntimeException if this object has not signed it, it has expired, or it is another user's
     */
    public TicketContent verify(byte[] ticket, String user) {
        TicketContent content = content(ticket);
        if (content.expires().isBefore(clock.instant())) {
            throw CallStatus.UNAUTHENTICATED
                    .withDescription("the ticket has expired. Send the statement again.")
                    .toRuntimeException();
        }
        if (!content.user().equals(user)) {
            throw CallStatus.UNAUTHORIZED
                    .withDescription("the ticket belongs to another user")
                    .toRuntimeException();
        }
        return content;
    }

    private TicketContent content(byte[] ticket) {
        int length = ticket.length - MAC_BYTES;
        if (length < 2 || length > MAX_BYTES || ticket[0] != MAGIC) {
            throw foreign();
        }
        byte[] signed = Arrays.copyOf(ticket, length);
        byte[] signature = Arrays.copyOfRange(ticket, length, ticket.length);
        if (!MessageDigest.isEqual(mac(signed), signature)) {
            throw foreign();
        }
        // From here on the bytes are those of sign().
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(signed, 1, length - 1))) {
            TicketContent.Kind kind = TicketContent.Kind.valueOf(text(in));
            String user = text(in);
            String statement = text(in);
            Instant expires = Instant.ofEpochMilli(in.readLong());
            String text = text(in);
            ByteString parameters = ByteString.copyFrom(read(in));
            ByteString schema = ByteString.copyFrom(read(in));
            boolean some = in.readBoolean();
            ByteString partitions = ByteString.copyFrom(read(in));
            return new TicketContent(
                    kind,
                    user,
                    statement,
                    expires,
                    text,
                    parameters,
                    schema,
                    some ? Optional.of(partitions) : Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FlightRuntimeException foreign() {
        return CallStatus.INVALID_ARGUMENT
                .withDescription("the ticket is not from this server, or the server has restarted. Send the statement"
                        + " again.")
                .toRuntimeException();
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(read(in), StandardCharsets.UTF_8);
    }

    private byte[] mac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has " + ALGORITHM, e);
        }
    }
}
