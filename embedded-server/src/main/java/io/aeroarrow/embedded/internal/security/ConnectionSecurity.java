package io.aeroarrow.embedded.internal.security;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The user of a connection, and the admin commands: logins and changes of users and roles. */
public final class ConnectionSecurity implements AccessControl {
    private final @Nullable UserDirectory users;
    private final SessionTokens sessions;
    private volatile @Nullable String user;

    /**
     * @param users the users; null without security, when all requests are allowed
     */
    public ConnectionSecurity(@Nullable UserDirectory users, SessionTokens sessions) {
        this.users = users;
        this.sessions = sessions;
    }

    @Override
    public boolean isIn() {
        return users == null || current(users) != null;
    }

    @Override
    public boolean isUnrestricted() {
        return users == null;
    }

    @Override
    public boolean allows(Permission permission, String namespace, String set) {
        if (users == null) {
            return true;
        }
        UserAccount known = current(users);
        return known != null && users.allows(known, permission, namespace, set);
    }

    /** Looked up each time, so that a dropped user loses access at once. */
    private @Nullable UserAccount current(UserDirectory enabled) {
        String name = user;
        return name == null ? null : enabled.find(name);
    }

    /**
     * Executes a command and appends the body of its answer.
     *
     * @param encrypted whether the connection uses TLS
     * @param certified the common name of the client's certificate; null for none
     */
    public void answer(byte[] body, boolean encrypted, @Nullable String certified, ByteBuf out) {
        int start = out.writerIndex();
        AdminReply reply = new AdminReply(out);
        try {
            if (users == null) {
                throw new RequestFailure(ServerResultCode.SECURITY_NOT_SUPPORTED, "no security");
            }
            execute(users, AdminRequest.parse(body), encrypted, certified, reply);
        } catch (RequestFailure e) {
            out.writerIndex(start);
            reply.record(e.resultCode());
        }
    }

    private void execute(
            UserDirectory enabled,
            AdminRequest request,
            boolean encrypted,
            @Nullable String certified,
            AdminReply reply) {
        if (request.command() == AdminRequest.LOGIN) {
            logIn(proven(enabled, request, encrypted, certified), reply);
        } else if (request.command() == AdminRequest.AUTHENTICATE) {
            authenticate(request);
            reply.record(ServerResultCode.OK);
        } else {
            requireIn();
            new UserCommands(enabled, this, String.valueOf(user)).execute(request, reply);
        }
    }

    /** Checks the credentials of a login and returns the user. */
    private static UserAccount proven(
            UserDirectory enabled, AdminRequest request, boolean encrypted, @Nullable String certified) {
        if (!request.has(AdminRequest.USER)) {
            if (certified == null) {
                throw new RequestFailure(ServerResultCode.WRONG_CREDENTIAL, "neither a user nor a certificate");
            }
            return proven(enabled.get(certified), UserAccount.Kind.CERTIFIED, "");
        }
        UserAccount known = enabled.get(request.user());
        if (request.has(AdminRequest.CLEAR_PASSWORD)) {
            if (!encrypted) {
                throw new RequestFailure(ServerResultCode.WRONG_CREDENTIAL, "a clear password without TLS");
            }
            return proven(known, UserAccount.Kind.EXTERNAL, request.text(AdminRequest.CLEAR_PASSWORD));
        }
        return proven(known, UserAccount.Kind.INTERNAL, request.text(AdminRequest.CREDENTIAL));
    }

    private static UserAccount proven(UserAccount known, UserAccount.Kind kind, String secret) {
        if (known.kind() != kind) {
            throw new RequestFailure(
                    ServerResultCode.WRONG_CREDENTIAL, known + " cannot log in with this kind of credential");
        }
        byte[] expected = known.secret().getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, secret.getBytes(StandardCharsets.UTF_8))) {
            throw new RequestFailure(
                    kind == UserAccount.Kind.EXTERNAL
                            ? ServerResultCode.LDAP_AUTHENTICATION
                            : ServerResultCode.WRONG_PASSWORD,
                    "wrong password of " + known);
        }
        return known;
    }

    private void logIn(UserAccount proven, AdminReply reply) {
        user = proven.name();
        reply.record(ServerResultCode.OK)
                .field(AdminRequest.SESSION_TOKEN, sessions.open(proven.name()))
                .number(AdminRequest.SESSION_TTL, (int) sessions.ttl().toSeconds());
    }

    private void authenticate(AdminRequest request) {
        ByteSlice token = request.find(AdminRequest.SESSION_TOKEN);
        String known = token == null ? null : sessions.user(token.copy());
        if (known == null) {
            throw new RequestFailure(ServerResultCode.EXPIRED_SESSION, "no such session");
        }
        if (request.has(AdminRequest.USER) && !request.user().equals(known)) {
            throw new RequestFailure(ServerResultCode.WRONG_CREDENTIAL, "the session belongs to another user");
        }
        user = known;
    }
}
