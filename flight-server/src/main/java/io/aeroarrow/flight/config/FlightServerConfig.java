package io.aeroarrow.flight.config;

import io.aeroarrow.internal.api.Properties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a Flight server listens and what its clients may do. Immutable: start with {@link #DEFAULT}; each {@code with}
 * method returns a changed copy.
 */
public final class FlightServerConfig {

    /** The default of every property. */
    public static final FlightServerConfig DEFAULT = new FlightServerConfig(new Fields());

    private final Fields fields;

    private FlightServerConfig(Fields fields) {
        if (fields.port < 0 || fields.port > 65_535) {
            throw new IllegalArgumentException("port is " + fields.port + "; it must be from 0 to 65535");
        }
        if (fields.maxMessageBytes < 1 << 16) {
            throw new IllegalArgumentException(
                    "maxMessageBytes is " + fields.maxMessageBytes + "; it must be 65536 or more");
        }
        if (fields.partitionsPerStatement < 1) {
            throw new IllegalArgumentException(
                    "partitionsPerStatement is " + fields.partitionsPerStatement + "; it must be 1 or more");
        }
        this.fields = fields;
    }

    /** {@return the address to listen on} Default: 127.0.0.1. */
    public String host() {
        return fields.host;
    }

    /**
     * Sets {@link #host()}.
     *
     * @param host a name or an address
     * @return a changed copy
     */
    public FlightServerConfig withHost(String host) {
        return new FlightServerConfig(fields.with(changed -> changed.host = Objects.requireNonNull(host, "host")));
    }

    /** {@return the port to listen on; 0 for a free port} Default: 31337. */
    public int port() {
        return fields.port;
    }

    /**
     * Sets {@link #port()}.
     *
     * @param port from 0 to 65535
     * @return a changed copy
     * @throws IllegalArgumentException if it is out of this range
     */
    public FlightServerConfig withPort(int port) {
        return new FlightServerConfig(fields.with(changed -> changed.port = port));
    }

    /** {@return the certificate of the server; empty for connections in clear} Default: empty. */
    public Optional<ServerCertificate> certificate() {
        return Optional.ofNullable(fields.certificate);
    }

    /**
     * Sets {@link #certificate()}.
     *
     * @param certificate files of the certificate and its key
     * @return a changed copy
     */
    public FlightServerConfig withCertificate(ServerCertificate certificate) {
        return new FlightServerConfig(fields.with(changed -> changed.certificate = certificate));
    }

    /** {@return who may call the server} Default: {@link CallerCheck#anyone()}. */
    public CallerCheck callers() {
        return fields.callers;
    }

    /**
     * Sets {@link #callers()}.
     *
     * @param callers how callers prove who they are
     * @return a changed copy
     */
    public FlightServerConfig withCallers(CallerCheck callers) {
        return new FlightServerConfig(
                fields.with(changed -> changed.callers = Objects.requireNonNull(callers, "callers")));
    }

    /** {@return whether to listen on other addresses than loopback without a check of callers or without TLS} Default: false. */
    public boolean insecure() {
        return fields.insecure;
    }

    /**
     * Sets {@link #insecure()}.
     *
     * @param insecure true only if something else protects the port
     * @return a changed copy
     */
    public FlightServerConfig withInsecure(boolean insecure) {
        return new FlightServerConfig(fields.with(changed -> changed.insecure = insecure));
    }

    /** {@return the limits of statements} Default: {@link StatementLimits#DEFAULT}. */
    public StatementLimits limits() {
        return fields.limits;
    }

    /**
     * Sets {@link #limits()}.
     *
     * @param limits the new limits
     * @return a changed copy
     */
    public FlightServerConfig withLimits(StatementLimits limits) {
        return new FlightServerConfig(
                fields.with(changed -> changed.limits = Objects.requireNonNull(limits, "limits")));
    }

    /** {@return the most bytes of a message that a client sends} Default: 64 MiB. */
    public int maxMessageBytes() {
        return fields.maxMessageBytes;
    }

    /**
     * Sets {@link #maxMessageBytes()}.
     *
     * @param bytes 65536 or more
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public FlightServerConfig withMaxMessageBytes(int bytes) {
        return new FlightServerConfig(fields.with(changed -> changed.maxMessageBytes = bytes));
    }

    /** {@return how long a ticket is valid} Default: 5 minutes. */
    public Duration ticketLifetime() {
        return fields.ticketLifetime;
    }

    /**
     * Sets {@link #ticketLifetime()}.
     *
     * @param lifetime more than 0
     * @return a changed copy
     * @throws IllegalArgumentException if it is not positive
     */
    public FlightServerConfig withTicketLifetime(Duration lifetime) {
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("ticketLifetime is " + lifetime + "; it must be positive");
        }
        return new FlightServerConfig(fields.with(changed -> changed.ticketLifetime = lifetime));
    }

    /** {@return the number of endpoints into which a scan without an engine is divided} Default: 4. */
    public int partitionsPerStatement() {
        return fields.partitionsPerStatement;
    }

    /**
     * Sets {@link #partitionsPerStatement()}.
     *
     * @param endpoints 1 or more; each node of the cluster has at least one
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public FlightServerConfig withPartitionsPerStatement(int endpoints) {
        return new FlightServerConfig(fields.with(changed -> changed.partitionsPerStatement = endpoints));
    }

    /** {@return how long the inferred columns of a set are cached} Default: 30 seconds. */
    public Duration schemaCache() {
        return fields.schemaCache;
    }

    /**
     * Sets {@link #schemaCache()}.
     *
     * @param maxAge the time for which columns are cached
     * @return a changed copy
     */
    public FlightServerConfig withSchemaCache(Duration maxAge) {
        return new FlightServerConfig(fields.with(changed -> changed.schemaCache = maxAge));
    }

    /** {@return where statements spill that exceed their memory; empty if they fail} Default: empty. */
    public Optional<Path> spillDirectory() {
        return Optional.ofNullable(fields.spillDirectory);
    }

    /**
     * Sets {@link #spillDirectory()}.
     *
     * @param directory an existing directory that only this process uses
     * @return a changed copy
     */
    public FlightServerConfig withSpillDirectory(Path directory) {
        return new FlightServerConfig(fields.with(changed -> changed.spillDirectory = directory));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FlightServerConfig config && config.fields.equals(fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "FlightServerConfig" + fields;
    }

    private static final class Fields extends Properties<Fields> {

        String host = "127.0.0.1";
        int port = 31_337;

        @Nullable
        ServerCertificate certificate;

        CallerCheck callers = CallerCheck.anyone();
        boolean insecure;
        StatementLimits limits = StatementLimits.DEFAULT;
        int maxMessageBytes = 64 << 20;
        Duration ticketLifetime = Duration.ofMinutes(5);
        int partitionsPerStatement = 4;
        Duration schemaCache = Duration.ofSeconds(30);

        @Nullable
        Path spillDirectory;

        @Override
        protected void list(Listing to) {
            to.add("host", host)
                    .add("port", port)
                    .add("certificate", certificate)
                    .add("callers", callers)
                    .add("insecure", insecure)
                    .add("limits", limits)
                    .add("maxMessageBytes", maxMessageBytes)
                    .add("ticketLifetime", ticketLifetime)
                    .add("partitionsPerStatement", partitionsPerStatement)
                    .add("schemaCache", schemaCache)
                    .add("spillDirectory", spillDirectory);
        }
    }
}
