package io.aeroarrow.internal.net.connection;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.TlsException;
import io.aeroarrow.internal.net.tls.TlsContext;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a node listens, and what a connection to it needs before its first request: TLS and a login, as far as they are
 * configured. All connections to a node share one, and with it the login.
 */
public final class Endpoint {

    private final HostAddress address;
    private final Duration connectTimeout;
    private final Duration loginTimeout;
    private final @Nullable TlsContext tls;
    private final @Nullable NodeSession session;
    private final boolean compression;
    private final Traffic traffic = new Traffic();

    private Endpoint(HostAddress address, ClientConfig config) {
        this.address = address;
        connectTimeout = config.connectTimeout();
        loginTimeout = config.loginTimeout();
        compression = config.compression();
        tls = config.tls().map(given -> new TlsContext(given, address)).orElse(null);
        session = config.credentials().present() ? new NodeSession(config.credentials(), address) : null;
    }

    /** Does not connect yet. */
    public static Endpoint of(HostAddress address, ClientConfig config) {
        return new Endpoint(address, config);
    }

    public HostAddress address() {
        return address;
    }

    /** Sees to it that the next new connection logs in: the node does not know the client any more. */
    public void forgetSession() {
        if (session != null) {
            session.forget();
        }
    }

    /** How long a connection may take to open. */
    Duration connectTimeout() {
        return connectTimeout;
    }

    /** How long TLS and login may take after that. */
    Duration loginTimeout() {
        return loginTimeout;
    }

    /** Null for clear connections. */
    @Nullable
    TlsContext tls() {
        return tls;
    }

    /** Null if there is no login. */
    @Nullable
    NodeSession session() {
        return session;
    }

    boolean compression() {
        return compression;
    }

    public Traffic traffic() {
        return traffic;
    }

    /** The error of a connection that broke; one of TLS is a {@link TlsException}. */
    AeroArrowException brokenBy(Throwable cause) {
        TlsException refused = tls == null ? null : tls.failures().ofBroken(cause);
        return refused != null
                ? refused
                : new ConnectionFailedException("the connection to " + address + " broke", cause);
    }
}
