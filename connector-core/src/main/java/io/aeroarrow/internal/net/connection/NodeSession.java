package io.aeroarrow.internal.net.connection;

import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.policy.Credentials;
import io.aeroarrow.policy.HostAddress;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The login session at one node. The first connection logs in; all others authenticate with its token. When the token
 * nears its end, the next new connection logs in again. Only one connection logs in at a time.
 *
 * <p>This class does no I/O: a connection asks for the {@linkplain #next next} request to send, and reports its answer.
 */
final class NodeSession {

    private static final Logger LOG = LoggerFactory.getLogger(NodeSession.class);

    /**
     * A token is replaced this long before it expires, or when a quarter of its lifetime is left if that is shorter.
     */
    private static final long RENEW_BEFORE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** After a refusal, no login is tried for this long: wrong passwords cost server time and can lock out users. */
    private static final long REFUSED_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Credentials credentials;
    private final String node;

    private LoginMessages.@Nullable Token token;
    private long renewAt;
    private long endsAt;
    private @Nullable CompletableFuture<Void> loggingIn;
    private @Nullable AccessRefusedException refusal;
    private long refusedAt;

    NodeSession(Credentials credentials, HostAddress address) {
        this.credentials = credentials;
        this.node = address.toString();
    }

    /**
     * A request that authenticates a connection. It must end by one of its methods {@code answered} and {@code failed}.
     */
    interface Attempt {

        /** The frame to send. */
        ByteBuf request();

        /**
         * Reads the body of the answer, which stays owned by the caller.
         *
         * @return whether the connection is authenticated; if not, the next attempt may succeed
         * @throws AccessRefusedException if no attempt can succeed
         */
        boolean answered(ByteBuf body);

        /** Reports that there is no answer. */
        void failed(Throwable cause);
    }

    /**
     * The request that a new connection must send.
     *
     * @return completes once that is known: while another connection logs in, this one waits. Fails if that login fails
     */
    CompletableFuture<Attempt> next() {
        CompletableFuture<Void> other;
        synchronized (this) {
            long now = System.nanoTime();
            AccessRefusedException refused = refusal;
            if (refused != null && now - refusedAt < REFUSED_PAUSE_NANOS) {
                return CompletableFuture.failedFuture(
                        AccessRefusedException.because(refused.resultCode(), refused.getMessage()));
            }
            LoginMessages.Token valid = token;
            CompletableFuture<Void> running = loggingIn;
            if (valid != null && now - (running == null ? renewAt : endsAt) < 0) {
                return CompletableFuture.completedFuture(new Authenticate(valid));
            }
            if (running == null) {
                CompletableFuture<Void> login = new CompletableFuture<>();
                loggingIn = login;
                return CompletableFuture.completedFuture(new LogIn(login));
            }
            other = running;
        }
        return other.thenCompose(done -> next());
    }

    /** Forgets the token, because the node no longer knows it. */
    synchronized void forget() {
        token = null;
    }

    private synchronized void forget(LoginMessages.Token refused) {
        if (token == refused) {
            token = null;
        }
    }

    private synchronized void loggedIn(LoginMessages.Session session) {
        long now = System.nanoTime();
        long life = session.seconds() == 0 ? Long.MAX_VALUE / 2 : TimeUnit.SECONDS.toNanos(session.seconds());
        token = session.token();
        endsAt = now + life;
        renewAt = endsAt - Math.min(RENEW_BEFORE_NANOS, life / 4);
        refusal = null;
        loggingIn = null;
        LOG.debug("logged in at {}, for {} s", node, session.seconds());
    }

    private synchronized void notLoggedIn(Throwable cause) {
        if (cause instanceof AccessRefusedException refused) {
            refusal = refused;
            refusedAt = System.nanoTime();
        }
        loggingIn = null;
    }

    /** Whether another token would be refused too. */
    private static boolean isFinal(int resultCode) {
        return ResultCode.SECURITY_NOT_SUPPORTED.is(resultCode)
                || ResultCode.SECURITY_NOT_ENABLED.is(resultCode)
                || ResultCode.NOT_WHITELISTED.is(resultCode);
    }

    private final class LogIn implements Attempt {
        private final CompletableFuture<Void> outcome;

        LogIn(CompletableFuture<Void> outcome) {
            this.outcome = outcome;
        }

        @Override
        public ByteBuf request() {
            return LoginMessages.login(credentials);
        }

        @Override
        public boolean answered(ByteBuf body) {
            loggedIn(LoginMessages.session(body, credentials, node));
            outcome.complete(null);
            return true;
        }

        @Override
        public void failed(Throwable cause) {
            notLoggedIn(cause);
            outcome.completeExceptionally(cause);
        }
    }

    private final class Authenticate implements Attempt {
        private final LoginMessages.Token shown;

        Authenticate(LoginMessages.Token shown) {
            this.shown = shown;
        }

        @Override
        public ByteBuf request() {
            return LoginMessages.authenticate(credentials, shown);
        }

        @Override
        public boolean answered(ByteBuf body) {
            try {
                LoginMessages.requireAccepted(body, credentials, node);
                return true;
            } catch (AccessRefusedException e) {
                forget(shown);
                if (isFinal(e.resultCode())) {
                    throw e;
                }
                LOG.debug("{}; the client logs in again", e.getMessage());
                return false;
            }
        }

        @Override
        public void failed(Throwable cause) {
            // The token may still be valid.
        }
    }
}
