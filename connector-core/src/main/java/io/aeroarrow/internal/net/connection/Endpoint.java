package io.aeroarrow.internal.net.connection;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.DeadlineExceededException.Limit;
import io.aeroarrow.error.TlsException;
import io.aeroarrow.internal.message.FrameInflater;
import io.aeroarrow.internal.net.tls.TlsContext;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The address of a node, and what a connection to it needs before its first request: TLS and a login, if configured.
 * All connections to a node share one endpoint, and with it the login.
 */
public final class Endpoint {

    private final HostAddress address;
    private final Duration connectTimeout;
    private final Duration loginTimeout;
    private final @Nullable TlsContext tls;
    private final @Nullable NodeSession session;
    private final boolean compression;
    private final long largestFrame;
    private final NodeTraffic traffic = new NodeTraffic();
    private final MemoryBudget memory;

    private Endpoint(HostAddress address, ClientConfig config, MemoryBudget memory) {
        this.address = address;
        this.memory = memory;
        connectTimeout = config.connectTimeout();
        loginTimeout = config.loginTimeout();
        compression = config.compression();
        largestFrame = MemoryBudget.readerLimit(config);
        tls = config.tls().map(given -> new TlsContext(given, address)).orElse(null);
        session = config.credentials().present() ? new NodeSession(config.credentials(), address) : null;
    }

    /** Creates an endpoint whose memory counts nowhere; does not connect. */
    public static Endpoint of(HostAddress address, ClientConfig config) {
        return of(address, config, MemoryBudget.unlimited());
    }

    /**
     * Creates an endpoint; does not connect.
     *
     * @param memory counts large requests while they are written
     */
    public static Endpoint of(HostAddress address, ClientConfig config, MemoryBudget memory) {
        return new Endpoint(address, config, memory);
    }

    public HostAddress address() {
        return address;
    }

    /** Makes the next new connection log in. Call it when the node no longer knows the session. */
    public void forgetSession() {
        if (session != null) {
            session.forget();
        }
    }

    /** The time in which the socket must connect. */
    Duration connectTimeout() {
        return connectTimeout;
    }

    /** The time in which TLS handshake and login must complete after that. */
    Duration loginTimeout() {
        return loginTimeout;
    }

    /** Null for connections without TLS. */
    @Nullable
    TlsContext tls() {
        return tls;
    }

    /** Null without credentials. */
    @Nullable
    NodeSession session() {
        return session;
    }

    /** Creates the decompression of a connection; null if the client does not use compression. */
    @Nullable
    FrameInflater newInflater() {
        return compression ? new FrameInflater(largestFrame) : null;
    }

    /** Counts the memory of requests that are being written. */
    MemoryBudget memory() {
        return memory;
    }

    public NodeTraffic traffic() {
        return traffic;
    }

    /**
     * The error of a set-up that took too long.
     *
     * @param stage what the node did not complete, as in {@code "login at"}
     */
    DeadlineExceededException setUpTimeout(String stage) {
        return new DeadlineExceededException(
                Limit.LOGIN,
                loginTimeout,
                "the " + stage + " " + address + " took longer than " + loginTimeout.toMillis() + " ms (loginTimeout)");
    }

    /** The error of a broken connection: a {@link TlsException} if TLS is the cause. */
    AeroArrowException brokenBy(Throwable cause) {
        TlsException tlsFailure = tls == null ? null : tls.failures().ofBroken(cause);
        return tlsFailure != null
                ? tlsFailure
                : new ConnectionFailedException("the connection to " + address + " broke", cause);
    }
}
