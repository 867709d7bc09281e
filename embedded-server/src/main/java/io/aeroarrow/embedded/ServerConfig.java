package io.aeroarrow.embedded;

import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.internal.batch.BatchRowOrder;
import io.aeroarrow.embedded.internal.info.ConnectionLimits;
import io.aeroarrow.embedded.observe.RequestObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How an {@link EmbeddedServer} is set up; immutable. */
public final class ServerConfig {
    private final String host;
    private final int port;
    private final List<String> namespaces;
    private final String nodeId;
    private final String clusterName;
    private final int defaultTtl;
    private final Clock clock;
    private final int queryFrameBytes;
    private final BatchRowOrder batchOrder;
    private final int maxRecordBytes;
    private final int eventLoops;
    private final long memoryLimit;
    private final int maxConnections;
    private final Duration idleTimeout;
    private final RequestObserver observer;
    private final @Nullable ServerTls tls;
    private final @Nullable ServerSecurity security;
    private final Faults faults;
    private final boolean compression;

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
    }

    /** One namespace "test" on a free port of 127.0.0.1, where records never expire of themselves. */
    public static ServerConfig defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    public List<String> namespaces() {
        return namespaces;
    }

    public String nodeId() {
        return nodeId;
    }

    public String clusterName() {
        return clusterName;
    }

    public int defaultTtl() {
        return defaultTtl;
    }

    public Clock clock() {
        return clock;
    }

    public int queryFrameBytes() {
        return queryFrameBytes;
    }

    public int maxRecordBytes() {
        return maxRecordBytes;
    }

    public int eventLoops() {
        return eventLoops;
    }

    /** Bytes. */
    public long memoryLimit() {
        return memoryLimit;
    }

    ConnectionLimits connectionLimits() {
        return new ConnectionLimits(maxConnections, idleTimeout);
    }

    public RequestObserver observer() {
        return observer;
    }

    /** Null for clear connections. */
    public @Nullable ServerTls tls() {
        return tls;
    }

    /** Null for a server without security, as the Community Edition is. */
    public @Nullable ServerSecurity security() {
        return security;
    }

    public boolean compression() {
        return compression;
    }

    public Faults faults() {
        return faults;
    }

    BatchRowOrder batchOrder() {
        return batchOrder;
    }

    /** Collects what differs from the defaults. */
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

        private Builder() {}

        public Builder host(String address) {
            this.host = address;
            return this;
        }

        /** 0 takes a free one. */
        public Builder port(int number) {
            require(number >= 0 && number <= 0xffff, "port " + number);
            this.port = number;
            return this;
        }

        public Builder namespaces(String... names) {
            require(names.length > 0, "no namespace");
            for (String name : names) {
                require(!name.isEmpty() && name.length() <= MAX_NAMESPACE_NAME, "namespace " + name);
            }
            this.namespaces = List.of(names);
            return this;
        }

        /** Hexadecimal, upper case, without leading zeros. */
        public Builder nodeId(String id) {
            require(id.matches("[1-9A-F][0-9A-F]{0,15}"), "node id " + id);
            this.nodeId = id;
            return this;
        }

        public Builder clusterName(String name) {
            this.clusterName = name;
            return this;
        }

        /** Seconds for records written without a TTL of their own; 0 for never. */
        public Builder defaultTtl(int seconds) {
            require(seconds >= 0, "default ttl " + seconds);
            this.defaultTtl = seconds;
            return this;
        }

        /** What TTLs, update times and truncations go by. */
        public Builder clock(Clock source) {
            this.clock = source;
            return this;
        }

        /** A frame of a query's rows is sent once it has that many bytes. */
        public Builder queryFrameBytes(int bytes) {
            require(bytes > 0, "query frames of " + bytes + " bytes");
            this.queryFrameBytes = bytes;
            return this;
        }

        /** Rows of a batch are executed and answered in an order that follows from the seed and their number. */
        public Builder shuffleBatches(long seed) {
            this.batchOrder = new BatchRowOrder(OptionalLong.of(seed));
            return this;
        }

        /** Rows of a batch are executed and answered in the order of the request. */
        public Builder keepBatchOrder() {
            this.batchOrder = new BatchRowOrder(OptionalLong.empty());
            return this;
        }

        public Builder maxRecordBytes(int bytes) {
            require(bytes > 0, "records of " + bytes + " bytes");
            this.maxRecordBytes = bytes;
            return this;
        }

        /**
         * How many bytes the records may take, as {@code data_used_bytes} counts them: all namespaces together, on all nodes of a
         * cluster. Once they do, writes but deletes get result code 8. A quarter of the heap unless told otherwise, as records
         * take more of it than their bytes.
         */
        public Builder memoryLimit(long bytes) {
            require(bytes > 0, "memory of " + bytes + " bytes");
            this.memoryLimit = bytes;
            return this;
        }

        /** One connection more is closed as soon as it is open. 15,000 unless told otherwise. */
        public Builder maxConnections(int most) {
            require(most > 0, most + " connections");
            this.maxConnections = most;
            return this;
        }

        /** Connections on which nothing was asked for so long are closed; zero, the default, keeps them. */
        public Builder idleTimeout(Duration time) {
            require(!time.isNegative(), "idle timeout " + time);
            this.idleTimeout = time;
            return this;
        }

        public Builder eventLoops(int threads) {
            require(threads > 0, threads + " event loops");
            this.eventLoops = threads;
            return this;
        }

        public Builder observer(RequestObserver requestObserver) {
            this.observer = requestObserver;
            return this;
        }

        /** Encrypts all connections. */
        public Builder tls(ServerTls certificates) {
            this.tls = certificates;
            return this;
        }

        /** Lets nobody do anything without a login. */
        public Builder security(ServerSecurity users) {
            this.security = users;
            return this;
        }

        /** Takes compressed requests and compresses answers, as the Enterprise Edition does. */
        public Builder compression(boolean enabled) {
            this.compression = enabled;
            return this;
        }

        /** How it misbehaves; several servers may share it. */
        public Builder faults(Faults set) {
            this.faults = set;
            return this;
        }

        public ServerConfig build() {
            return new ServerConfig(this);
        }

        private static void require(boolean condition, String what) {
            if (!condition) {
                throw new IllegalArgumentException("not allowed: " + what);
            }
        }
    }
}
