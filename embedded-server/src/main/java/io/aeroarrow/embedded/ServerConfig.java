package io.aeroarrow.embedded;

import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.internal.batch.BatchRowOrder;
import io.aeroarrow.embedded.internal.info.ConnectionLimits;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import io.aeroarrow.embedded.observe.RequestObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The immutable configuration of an {@link EmbeddedServer}. */
public final class ServerConfig {
    final String host;
    final int port;
    final List<String> namespaces;
    final String nodeId;
    final String clusterName;
    final int defaultTtl;
    final Clock clock;
    final int queryFrameBytes;
    final BatchRowOrder batchOrder;
    final int maxRecordBytes;
    final int eventLoops;
    final long memoryLimit;
    final int maxConnections;
    final Duration idleTimeout;
    final RequestObserver observer;
    final @Nullable ServerTls tls;
    final @Nullable ServerSecurity security;
    final Faults faults;
    final boolean compression;
    final ServerVersion version;

    private ServerConfig(Builder builder) {
        this.host = builder.host;
        this.port = builder.port;
        this.namespaces = builder.namespaces;
        this.nodeId = builder.nodeId;
        this.clusterName = builder.clusterName;
        this.defaultTtl = builder.defaultTtl;
        this.clock = builder.clock;
        this.queryFrameBytes = builder.queryFrameBytes;
        this.batchOrder = builder.batchOrder;
        this.maxRecordBytes = builder.maxRecordBytes;
        this.eventLoops = builder.eventLoops;
        this.memoryLimit = builder.memoryLimit;
        this.maxConnections = builder.maxConnections;
        this.idleTimeout = builder.idleTimeout;
        this.observer = builder.observer;
        this.tls = builder.tls;
        this.security = builder.security;
        this.faults = builder.faults;
        this.compression = builder.compression;
        this.version = builder.version;
    }

    /** Returns the defaults: one namespace "test" on a free port of 127.0.0.1, no default TTL, no TLS and no security. */
    public static ServerConfig defaults() {
        return builder().build();
    }

    /** Returns a builder with the values of {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    ConnectionLimits connectionLimits() {
        return new ConnectionLimits(maxConnections, idleTimeout);
    }

    /**
     * Collects the settings. Settings that are not made keep their defaults. Each method throws {@link IllegalArgumentException} if a
     * value is out of range.
     */
    public static final class Builder {
        private static final int MAX_NAMESPACE_NAME = 31;

        private String host = "127.0.0.1";
        private int port;
        private List<String> namespaces = List.of("test");
        private String nodeId = "A1";
        private String clusterName = "null";
        private int defaultTtl;
        private Clock clock = Clock.systemUTC();
        private int queryFrameBytes = 1 << 20;
        private BatchRowOrder batchOrder = new BatchRowOrder(OptionalLong.of(1));
        private int maxRecordBytes = 1 << 20;
        private int eventLoops = 2;
        private long memoryLimit = Runtime.getRuntime().maxMemory() / 4;
        private int maxConnections = 15_000;
        private Duration idleTimeout = Duration.ZERO;
        private RequestObserver observer = RequestObserver.NONE;
        private @Nullable ServerTls tls;
        private @Nullable ServerSecurity security;
        private Faults faults = new Faults();
        private boolean compression;
        private ServerVersion version = ServerVersion.V8_1_0_3;

        private Builder() {}

        /** Sets the address to listen on. Default: 127.0.0.1. */
        public Builder host(String address) {
            this.host = address;
            return this;
        }

        /** Sets the port to listen on, from 0 to 65535. Default: 0, which takes a free port. */
        public Builder port(int number) {
            ConfigChecks.require(number >= 0 && number <= 0xffff, "port " + number + " is not allowed: use 0 to 65535");
            this.port = number;
            return this;
        }

        /** Sets the names of the namespaces: at least one, each of 1 to 31 characters. Default: "test". */
        public Builder namespaces(String... names) {
            ConfigChecks.require(names.length > 0, "no namespace is given: name at least one");
            for (String name : names) {
                ConfigChecks.require(
                        !name.isEmpty() && name.length() <= MAX_NAMESPACE_NAME,
                        "namespace " + name + " is not allowed: use 1 to 31 characters");
            }
            this.namespaces = List.of(names);
            return this;
        }

        /** Sets the node id: 1 to 16 hexadecimal digits in upper case, without leading zeros. Default: "A1". */
        public Builder nodeId(String id) {
            ConfigChecks.require(
                    id.matches("[1-9A-F][0-9A-F]{0,15}"),
                    "node id " + id
                            + " is not allowed: use 1 to 16 hexadecimal digits in upper case, without leading zeros");
            this.nodeId = id;
            return this;
        }

        /** Sets the name of the cluster. Default: "null", which is a real server's answer without a name. */
        public Builder clusterName(String name) {
            this.clusterName = name;
            return this;
        }

        /** Sets the TTL, in seconds, of records that are written without a TTL. Default: 0, they do not expire. */
        public Builder defaultTtl(int seconds) {
            ConfigChecks.require(seconds >= 0, "default ttl " + seconds + " is not allowed: use 0 or more seconds");
            this.defaultTtl = seconds;
            return this;
        }

        /** Sets the clock for TTLs, update times and truncations. Default: the system clock. */
        public Builder clock(Clock source) {
            this.clock = source;
            return this;
        }

        /** Sets the size, in bytes, at which a frame of query rows is sent; 1 or more. Default: 1 MiB. */
        public Builder queryFrameBytes(int bytes) {
            ConfigChecks.require(bytes > 0, "query frames of " + bytes + " bytes are not allowed: use 1 or more");
            this.queryFrameBytes = bytes;
            return this;
        }

        /** Shuffles the rows of each batch; the seed and the number of rows determine the order. Default: seed 1. */
        public Builder shuffleBatches(long seed) {
            this.batchOrder = new BatchRowOrder(OptionalLong.of(seed));
            return this;
        }

        /** Executes and answers the rows of a batch in the order of the request. */
        public Builder keepBatchOrder() {
            this.batchOrder = new BatchRowOrder(OptionalLong.empty());
            return this;
        }

        /** Sets the largest size of a record, in bytes; 1 or more. Larger writes get result code 13. Default: 1 MiB. */
        public Builder maxRecordBytes(int bytes) {
            ConfigChecks.require(bytes > 0, "records of " + bytes + " bytes are not allowed: use 1 or more");
            this.maxRecordBytes = bytes;
            return this;
        }

        /**
         * Sets how many bytes all records of all namespaces may use, as {@code data_used_bytes} counts them; 1 or more. The nodes of a
         * cluster share the limit. When it is reached, writes get result code 8; deletes are still executed. Default: a quarter of
         * the heap, because records use more heap than these bytes.
         */
        public Builder memoryLimit(long bytes) {
            ConfigChecks.require(bytes > 0, "memory of " + bytes + " bytes is not allowed: use 1 or more");
            this.memoryLimit = bytes;
            return this;
        }

        /** Sets how many connections may be open; 1 or more. Further connections are closed at once. Default: 15,000. */
        public Builder maxConnections(int most) {
            ConfigChecks.require(most > 0, most + " connections are not allowed: use 1 or more");
            this.maxConnections = most;
            return this;
        }

        /** Sets how long a connection may be idle before it is closed. Default: zero, no limit. */
        public Builder idleTimeout(Duration time) {
            ConfigChecks.require(!time.isNegative(), "idle timeout " + time + " is negative: use zero or more");
            this.idleTimeout = time;
            return this;
        }

        /** Sets the number of event-loop threads; 1 or more. Default: 2. */
        public Builder eventLoops(int threads) {
            ConfigChecks.require(threads > 0, threads + " event loops are not allowed: use 1 or more");
            this.eventLoops = threads;
            return this;
        }

        /** Sets the observer of data requests. Default: {@link RequestObserver#NONE}. */
        public Builder observer(RequestObserver requestObserver) {
            this.observer = requestObserver;
            return this;
        }

        /** Encrypts all connections. Default: no TLS. */
        public Builder tls(ServerTls certificates) {
            this.tls = certificates;
            return this;
        }

        /** Enables security: clients must log in. Default: no security, as in the Community Edition. */
        public Builder security(ServerSecurity users) {
            this.security = users;
            return this;
        }

        /** Accepts compressed requests and compresses answers, as the Enterprise Edition does. Default: false. */
        public Builder compression(boolean enabled) {
            this.compression = enabled;
            return this;
        }

        /**
         * Sets the version of Aerospike that the server speaks as: its {@code build}, and what its queries and expressions can do.
         *
         * @param build "8.1.0.3" (default) or "8.1.2.0"
         */
        public Builder version(String build) {
            this.version = ServerVersion.of(build);
            return this;
        }

        /** Sets the faults; several servers may share them. Default: a new {@link Faults} without rules. */
        public Builder faults(Faults set) {
            this.faults = set;
            return this;
        }

        /** Builds the configuration. */
        public ServerConfig build() {
            return new ServerConfig(this);
        }
    }
}
