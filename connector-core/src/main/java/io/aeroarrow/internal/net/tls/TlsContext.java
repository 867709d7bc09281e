package io.aeroarrow.internal.net.tls;

import io.aeroarrow.error.TlsException;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.TlsConfig;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TLS configuration for one node, with the current content of the certificate and key files. */
public final class TlsContext {

    private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);

    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final TlsConfig config;
    private final HostAddress address;
    private @Nullable SslContext current;
    private List<TlsFiles.State> loaded = List.of();
    private long checkedAt;

    public TlsContext(TlsConfig config, HostAddress address) {
        this.config = config;
        this.address = address;
    }

    public TlsFailures failures() {
        return new TlsFailures(address, config);
    }

    /**
     * The context from the current files; checks at most once a second whether they have changed. If changed files
     * cannot be read, for example during an update, the previous content stays in force.
     *
     * @throws TlsException if the files were never readable; the message names the file
     */
    public synchronized SslContext context() {
        SslContext known = current;
        long now = System.nanoTime();
        if (known != null && now - checkedAt < CHECK_NANOS) {
            return known;
        }
        checkedAt = now;
        List<TlsFiles.State> found = TlsFiles.states(config);
        if (known != null && found.equals(loaded)) {
            return known;
        }
        try {
            SslContext read = TlsFiles.read(config);
            if (known != null) {
                LOG.info("TLS files of {} have changed and were reloaded", address);
            }
            current = read;
            loaded = found;
            return read;
        } catch (TlsException e) {
            if (known == null) {
                throw e;
            }
            LOG.warn("TLS files have changed and cannot be read; the previous ones stay in force: {}", e.getMessage());
            return known;
        }
    }

    /** Creates the handler that encrypts a connection of an event loop. */
    public SslHandler handler(SslContext context, ByteBufAllocator allocator) {
        SslHandler handler = new SslHandler(engine(context, allocator));
        // The connection set-up has its own timeout.
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }

    /** Creates the engine that encrypts one connection and verifies the node's certificate. */
    public SSLEngine engine(SslContext context, ByteBufAllocator allocator) {
        String name = address.certificateName();
        SSLEngine engine = context.newEngine(allocator, name, address.port());
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        SNIHostName serverName = serverName(name);
        if (serverName != null) {
            parameters.setServerNames(List.of(serverName));
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** The server name to send. The JDK would not send names without a dot, which are common as TLS names. */
    private static @Nullable SNIHostName serverName(String name) {
        boolean address = name.indexOf(':') >= 0 || name.chars().allMatch(c -> c == '.' || Character.isDigit(c));
        if (address) {
            return null;
        }
        try {
            return new SNIHostName(name);
        } catch (IllegalArgumentException e) {
            LOG.debug("'{}' is not a valid server name indication and is not sent", name);
            return null;
        }
    }
}
