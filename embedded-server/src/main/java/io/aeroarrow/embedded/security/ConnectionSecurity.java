package io.aeroarrow.embedded.security;

import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.RequestFailure;
import io.aeroarrow.embedded.wire.ResultCode;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Who is at the other end of one connection, and the commands by which that and the users change. */
public final class ConnectionSecurity implements Access {
    private final @Nullable Security security;
    private final Sessions sessions;
    private volatile @Nullable String user;

    /**
     * @param security null on a server without security, where everybody may do everything
     */
    public ConnectionSecurity(@Nullable Security security, Sessions sessions) {
        this.security = security;
        this.sessions = sessions;
    }

    @Override
    public boolean isIn() {
        return security == null || current(security) != null;
    }

    @Override
    public boolean allows(Permission permission, String namespace, String set) {
        if (security == null) {
            return true;
        }
        User known = current(security);
        return known != null && security.users().allows(known, permission, namespace, set);
    }

    /** A dropped user is out at once. */
    private @Nullable User current(Security enabled) {
        String name = user;
        return name == null ? null : enabled.users().find(name);
    }

    /**
     * Executes a command and appends the body of its answer.
     *
     * @param encrypted whether the connection is
     * @param certified the common name of the client's certificate, null if it has shown none
     */
    public void answer(byte[] body, boolean encrypted, @Nullable String certified, ByteBuf out) {
        int start = out.writerIndex();
        AdminReply reply = new AdminReply(out);
        try {
            if (security == null) {
                throw new RequestFailure(ResultCode.SECURITY_NOT_SUPPORTED, "no security");
            }
            execute(security, AdminRequest.parse(body), encrypted, certified, reply);
        } catch (RequestFailure e) {
            out.writerIndex(start);
            reply.record(e.resultCode());
        }
    }

    private void execute(
            Security enabled, AdminRequest request, boolean encrypted, @Nullable String certified, AdminReply reply) {
        if (request.command() == AdminRequest.LOGIN) {
            logIn(enabled, proven(enabled, request, encrypted, certified), reply);
        } else if (request.command() == AdminRequest.AUTHENTICATE) {
            authenticate(request);
            reply.record(ResultCode.OK);
        } else {
            requireIn();
            new UserCommands(enabled.users(), this, String.valueOf(user)).execute(request, reply);
        }
    }

    /** The user who logs in, once it has shown that it is the one. */
    private static User proven(Security enabled, AdminRequest request, boolean encrypted, @Nullable String certified) {
        if (!request.has(AdminRequest.USER)) {
            if (certified == null) {
                throw new RequestFailure(ResultCode.WRONG_CREDENTIAL, "neither a user nor a certificate");
            }
            return proven(enabled.users().get(certified), User.Kind.CERTIFIED, "");
        }
        User known = enabled.users().get(request.user());
        if (request.has(AdminRequest.CLEAR_PASSWORD)) {
            if (!encrypted) {
                throw new RequestFailure(ResultCode.WRONG_CREDENTIAL, "a clear password without TLS");
            }
            return proven(known, User.Kind.EXTERNAL, request.text(AdminRequest.CLEAR_PASSWORD));
        }
        return proven(known, User.Kind.INTERNAL, request.text(AdminRequest.CREDENTIAL));
    }

    private static User proven(User known, User.Kind kind, String secret) {
        if (known.kind() != kind) {
            throw new RequestFailure(ResultCode.WRONG_CREDENTIAL, known + " does not log in like this");
        }
        byte[] expected = known.secret().getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, secret.getBytes(StandardCharsets.UTF_8))) {
            throw new RequestFailure(
                    kind == User.Kind.EXTERNAL ? ResultCode.LDAP_AUTHENTICATION : ResultCode.WRONG_PASSWORD,
                    "wrong password of " + known);
        }
        return known;
    }

    private void logIn(Security enabled, User proven, AdminReply reply) {
        user = proven.name();
        reply.record(ResultCode.OK)
                .field(AdminRequest.SESSION_TOKEN, sessions.open(proven.name(), enabled.sessionTtl()))
                .number(AdminRequest.SESSION_TTL, (int) enabled.sessionTtl().toSeconds());
    }

    private void authenticate(AdminRequest request) {
        Bytes token = request.find(AdminRequest.SESSION_TOKEN);
        String known = token == null ? null : sessions.user(token.copy());
        if (known == null) {
            throw new RequestFailure(ResultCode.EXPIRED_SESSION, "no such session");
        }
        if (request.has(AdminRequest.USER) && !request.user().equals(known)) {
            throw new RequestFailure(ResultCode.WRONG_CREDENTIAL, "the session of somebody else");
        }
        user = known;
    }
}
