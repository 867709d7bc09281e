package io.aeroarrow.internal.net.connection;

import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.internal.message.FrameHeader;
import io.aeroarrow.internal.message.MessageLayout;
import io.aeroarrow.policy.Credentials;
import io.aeroarrow.policy.Secret;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages that authenticate a connection: a login returns a token, with which further connections of the same
 * client authenticate. A body has a header of 16 bytes (byte 1: result code, byte 2: command, byte 3: number of
 * fields), then the fields: length, id, payload.
 */
public final class LoginMessages {

    private static final int HEADER_SIZE = 16;
    private static final int FIELD_HEADER_SIZE = 5;

    private static final int COMMAND_AUTHENTICATE = 0;
    private static final int COMMAND_LOGIN = 20;

    private static final int FIELD_USER = 0;
    private static final int FIELD_CREDENTIAL = 3;
    private static final int FIELD_CLEAR_PASSWORD = 4;
    private static final int FIELD_SESSION_TOKEN = 5;
    private static final int FIELD_SESSION_TTL = 6;

    /**
     * The result of a login.
     *
     * @param token valid only at the node that issued it
     * @param seconds the lifetime of the token; 0 if it does not expire
     */
    public record Session(Token token, long seconds) {}

    /** A session token. {@code toString} hides it. */
    public static final class Token {
        private final byte[] bytes;

        private Token(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    private static final class Field {
        private final int id;
        private final byte[] payload;

        Field(int id, byte[] payload) {
            this.id = id;
            this.payload = payload;
        }
    }

    private LoginMessages() {}

    /** Encodes a login request. The caller owns the frame. */
    public static ByteBuf login(Credentials credentials) {
        List<Field> fields = new ArrayList<>();
        if (credentials instanceof Credentials.Internal user) {
            fields.add(text(FIELD_USER, user.user()));
            fields.add(secret(FIELD_CREDENTIAL, user.passwordHash()));
        } else if (credentials instanceof Credentials.External user) {
            fields.add(text(FIELD_USER, user.user()));
            fields.add(secret(FIELD_CREDENTIAL, user.passwordHash()));
            fields.add(secret(FIELD_CLEAR_PASSWORD, user.password()));
        }
        return encode(COMMAND_LOGIN, fields);
    }

    /** Encodes a request to authenticate a connection with a token. The caller owns the frame. */
    public static ByteBuf authenticate(Credentials credentials, Token token) {
        List<Field> fields = new ArrayList<>();
        if (credentials instanceof Credentials.Internal user) {
            fields.add(text(FIELD_USER, user.user()));
        } else if (credentials instanceof Credentials.External user) {
            fields.add(text(FIELD_USER, user.user()));
        }
        fields.add(new Field(FIELD_SESSION_TOKEN, token.bytes));
        return encode(COMMAND_AUTHENTICATE, fields);
    }

    private static Field text(int id, String text) {
        return new Field(id, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Field secret(int id, Secret secret) {
        return text(id, secret.reveal());
    }

    private static ByteBuf encode(int command, List<Field> fields) {
        int size = HEADER_SIZE;
        for (Field field : fields) {
            size += FIELD_HEADER_SIZE + field.payload.length;
        }
        ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(FrameHeader.SIZE + size);
        frame.writeLong(FrameHeader.encode(MessageLayout.TYPE_ADMIN, size));
        frame.writeByte(0).writeByte(0).writeByte(command).writeByte(fields.size());
        frame.writeZero(HEADER_SIZE - 4);
        for (Field field : fields) {
            frame.writeInt(1 + field.payload.length).writeByte(field.id).writeBytes(field.payload);
        }
        return frame;
    }

    /**
     * Reads the answer to a login.
     *
     * @param body the body of the frame; stays owned by the caller
     * @throws AccessRefusedException if the node refuses
     */
    public static Session session(ByteBuf body, Credentials credentials, String node) {
        requireAccepted(body, credentials, node);
        int fields = body.getUnsignedByte(body.readerIndex() + 3);
        Token token = null;
        long seconds = 0;
        ByteBuf rest = body.slice(body.readerIndex() + HEADER_SIZE, body.readableBytes() - HEADER_SIZE);
        for (int i = 0; i < fields; i++) {
            if (rest.readableBytes() < FIELD_HEADER_SIZE) {
                throw cutOff(node);
            }
            long length = rest.readUnsignedInt() - 1;
            int id = rest.readUnsignedByte();
            if (length < 0 || length > rest.readableBytes()) {
                throw cutOff(node);
            }
            if (id == FIELD_SESSION_TOKEN) {
                byte[] bytes = new byte[(int) length];
                rest.getBytes(rest.readerIndex(), bytes);
                token = new Token(bytes);
            } else if (id == FIELD_SESSION_TTL && length == Integer.BYTES) {
                seconds = rest.getUnsignedInt(rest.readerIndex());
            }
            rest.skipBytes((int) length);
        }
        if (token == null || token.bytes.length == 0) {
            throw new ProtocolViolationException(node + " accepted the login, but sent no session token");
        }
        return new Session(token, seconds);
    }

    private static ProtocolViolationException cutOff(String node) {
        return new ProtocolViolationException(node + " answered the login with a truncated field");
    }

    /**
     * Reads the answer to an authenticate request.
     *
     * @param body the body of the frame; stays owned by the caller
     * @throws AccessRefusedException if the node refuses; the message says why and what to do
     */
    public static void requireAccepted(ByteBuf body, Credentials credentials, String node) {
        if (body.readableBytes() < HEADER_SIZE) {
            throw new ProtocolViolationException(
                    node + " answered a login with " + body.readableBytes() + " bytes; the minimum is 16");
        }
        int resultCode = body.getUnsignedByte(body.readerIndex() + 1);
        if (!ResultCode.OK.is(resultCode)) {
            throw AccessRefusedException.because(resultCode, refusal(resultCode, credentials, node));
        }
    }

    private static String refusal(int resultCode, Credentials credentials, String node) {
        if (ResultCode.SECURITY_NOT_SUPPORTED.is(resultCode)) {
            return node + " does not support logins: it runs Aerospike Community Edition."
                    + " Remove user and password ("  + ResultCode.describe(resultCode) + ")";
        }
        if (ResultCode.SECURITY_NOT_ENABLED.is(resultCode)) {
            return node + " has security disabled and needs no login. Remove user and password, or enable security on" + " the"
                    + " server (" + ResultCode.describe(resultCode) + ")";
        }
        String hint = ResultCode.CREDENTIAL.is(resultCode) && credentials instanceof Credentials.Internal
                ? "; a user who authenticates by certificate or LDAP has no internal password"
                : "";
        return node + " refused the login of " + name(credentials) + ": " + ResultCode.describe(resultCode) + hint;
    }

    private static String name(Credentials credentials) {
        if (credentials instanceof Credentials.Internal user) {
            return "user '" + user.user() + "'";
        }
        return credentials instanceof Credentials.External user
                ? "external user '" + user.user() + "'"
                : "the user named in the client's certificate";
    }
}
