package io.aeroarrow.policy;

import io.aeroarrow.internal.api.Properties;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a client reaches a cluster. Equal configurations can share one client. Immutable: start with {@link #of}; each
 * {@code with} method returns a changed copy. The text of a configuration shows no secret.
 */
public final class ClientConfig implements Serializable {

    private static final long serialVersionUID = 1;

    private static final long MIN_MEMORY = 1 << 20;
    private static final long MIN_READER_MEMORY = 256 << 10;

    private final Fields fields;

    private ClientConfig(Fields fields) {
        Objects.requireNonNull(fields.clusterName, "clusterName");
        Objects.requireNonNull(fields.addressMap, "addressMap");
        if (fields.seeds.isEmpty()) {
            throw new IllegalArgumentException("no seed host is given; name at least one, as host:port");
        }
        requirePositive(fields.connectTimeout, "connectTimeout");
        requirePositive(fields.tendInterval, "tendInterval");
        Objects.requireNonNull(fields.pool, "pool");
        Objects.requireNonNull(fields.credentials, "credentials");
        requirePositive(fields.loginTimeout, "loginTimeout");
        if (fields.memoryLimit < MIN_MEMORY) {
            throw new IllegalArgumentException(
                    "memoryLimit is " + fields.memoryLimit + " bytes; it must be at least " + MIN_MEMORY);
        }
        if (fields.readerMemoryLimit != null && fields.readerMemoryLimit < MIN_READER_MEMORY) {
            throw new IllegalArgumentException("readerMemoryLimit is " + fields.readerMemoryLimit
                    + " bytes; it must be at least " + MIN_READER_MEMORY);
        }
        this.fields = fields;
    }

    /**
     * {@return the defaults: any cluster name, 5 s to connect, 5 s to log in, a tend each second, {@link
     * PoolConfig#DEFAULT}, a memory limit of 256 MiB, no TLS, no login}
     *
     * @param seeds at least one
     * @throws IllegalArgumentException if there is no seed
     */
    public static ClientConfig of(HostAddress... seeds) {
        return new ClientConfig(new Fields(List.of(seeds)));
    }

    /**
     * {@return the defaults for one seed}
     *
     * @param host a host name or an address
     * @param port the port, 1 to 65,535
     */
    public static ClientConfig of(String host, int port) {
        return of(new HostAddress(host, port));
    }

    /** {@return the nodes to connect to first; one that answers is enough} Never empty. */
    public List<HostAddress> seeds() {
        return fields.seeds;
    }

    /**
     * {@return a copy with another {@link #seeds()}}
     *
     * @param newSeeds at least one
     * @throws IllegalArgumentException if the list is empty
     */
    public ClientConfig withSeeds(List<HostAddress> newSeeds) {
        return new ClientConfig(fields.with(changed -> changed.seeds = List.copyOf(newSeeds)));
    }

    /** {@return the name that the cluster must have} Default: empty, which accepts any name. */
    public String clusterName() {
        return fields.clusterName;
    }

    /**
     * {@return a copy with another {@link #clusterName()}}
     *
     * @param name the name that the cluster must have
     */
    public ClientConfig withClusterName(String name) {
        return new ClientConfig(fields.with(changed -> changed.clusterName = name));
    }

    /** {@return whether nodes are reached by their alternate addresses} Default: false. */
    public boolean useServicesAlternate() {
        return fields.useServicesAlternate;
    }

    /**
     * {@return a copy with another {@link #useServicesAlternate()}}
     *
     * @param alternate whether nodes are reached by their alternate addresses
     */
    public ClientConfig withServicesAlternate(boolean alternate) {
        return new ClientConfig(fields.with(changed -> changed.useServicesAlternate = alternate));
    }

    /** {@return which addresses replace those that nodes advertise} Default: {@link AddressMap#NONE}. */
    public AddressMap addressMap() {
        return fields.addressMap;
    }

    /**
     * {@return a copy with another {@link #addressMap()}}
     *
     * @param map which addresses replace those that nodes advertise
     */
    public ClientConfig withAddressMap(AddressMap map) {
        return new ClientConfig(fields.with(changed -> changed.addressMap = map));
    }

    /** {@return the racks to read from with {@link ReplicaPolicy#PREFER_RACK}, the nearest first} Default: empty. */
    public List<Integer> rackIds() {
        return fields.rackIds;
    }

    /**
     * {@return a copy with another {@link #rackIds()}}
     *
     * @param racks ids of racks, the nearest first
     */
    public ClientConfig withRackIds(List<Integer> racks) {
        return new ClientConfig(fields.with(changed -> changed.rackIds = List.copyOf(racks)));
    }

    /** {@return the longest that opening a connection may take} Default: 5 s. */
    public Duration connectTimeout() {
        return fields.connectTimeout;
    }

    /**
     * {@return a copy with another {@link #connectTimeout()}}
     *
     * @param timeout longer than zero
     * @throws IllegalArgumentException if it is not
     */
    public ClientConfig withConnectTimeout(Duration timeout) {
        return new ClientConfig(fields.with(changed -> changed.connectTimeout = timeout));
    }

    /** {@return how often the client asks the cluster for changes} Default: 1 s. */
    public Duration tendInterval() {
        return fields.tendInterval;
    }

    /**
     * {@return a copy with another {@link #tendInterval()}}
     *
     * @param interval longer than zero
     * @throws IllegalArgumentException if it is not
     */
    public ClientConfig withTendInterval(Duration interval) {
        return new ClientConfig(fields.with(changed -> changed.tendInterval = interval));
    }

    /** {@return how many connections there are to each node} Default: {@link PoolConfig#DEFAULT}. */
    public PoolConfig pool() {
        return fields.pool;
    }

    /**
     * {@return a copy with another {@link #pool()}}
     *
     * @param newPool how many connections there are to each node
     */
    public ClientConfig withPool(PoolConfig newPool) {
        return new ClientConfig(fields.with(changed -> changed.pool = newPool));
    }

    /**
     * {@return whether nodes compress their answers, and large writes and batches are compressed} Needs the Enterprise
     * Edition. Default: false.
     */
    public boolean compression() {
        return fields.compression;
    }

    /**
     * {@return a copy with another {@link #compression()}} Helps on slow networks only: compressing takes longer than
     * most networks.
     *
     * @param compress whether nodes compress their answers, and large writes and batches are compressed
     */
    public ClientConfig withCompression(boolean compress) {
        return new ClientConfig(fields.with(changed -> changed.compression = compress));
    }

    /** {@return how connections are encrypted} Default: empty, which means no TLS. */
    public Optional<TlsConfig> tls() {
        return Optional.ofNullable(fields.tls);
    }

    /**
     * Encrypts connections. {@link #withoutTls()} undoes it.
     *
     * @param config the configuration
     * @return a changed copy
     */
    public ClientConfig withTls(TlsConfig config) {
        return new ClientConfig(fields.with(changed -> changed.tls = config));
    }

    /** {@return the user to log in as} Default: {@link Credentials#none()}. */
    public Credentials credentials() {
        return fields.credentials;
    }

    /**
     * {@return a copy with another {@link #credentials()}}
     *
     * @param who the user to log in as
     */
    public ClientConfig withCredentials(Credentials who) {
        return new ClientConfig(fields.with(changed -> changed.credentials = who));
    }

    /** {@return the longest that TLS and login may take on an open connection} Default: 5 s. */
    public Duration loginTimeout() {
        return fields.loginTimeout;
    }

    /**
     * {@return a copy with another {@link #loginTimeout()}}
     *
     * @param timeout longer than zero
     * @throws IllegalArgumentException if it is not
     */
    public ClientConfig withLoginTimeout(Duration timeout) {
        return new ClientConfig(fields.with(changed -> changed.loginTimeout = timeout));
    }

    /**
     * {@return a copy with another {@link PoolConfig#max} of {@link #pool()}}
     *
     * @param connections the most connections to a node, 1 or more
     */
    public ClientConfig withMaxConnectionsPerNode(int connections) {
        return withPool(pool().withMax(connections));
    }

    /**
     * Does not encrypt connections.
     *
     * @return a changed copy
     */
    public ClientConfig withoutTls() {
        return new ClientConfig(fields.with(changed -> changed.tls = null));
    }

    /**
     * {@return how much off-heap memory the client's operations may hold, without vectors, in bytes} It counts received
     * bytes that are not decoded, answers of lookups that wait for earlier keys, answers of batches, rows on their way
     * to the nodes, and requests of 16 KiB and more while they are written. A scan, lookup or write that would hold more
     * leaves the bytes with the nodes, or waits for answers; it always reads the answer that it needs next. A batch whose
     * answers are larger fails with a {@link
     * io.aeroarrow.error.MemoryLimitException}. Default: 256 MiB.
     */
    public long memoryLimit() {
        return fields.memoryLimit;
    }

    /**
     * {@return a copy with another {@link #memoryLimit()}}
     *
     * @param bytes at least 1 MiB
     * @throws IllegalArgumentException if it is less
     */
    public ClientConfig withMemoryLimit(long bytes) {
        return new ClientConfig(fields.with(changed -> changed.memoryLimit = bytes));
    }

    /**
     * {@return how much of {@link #memoryLimit()} one reader or writer may hold, in bytes} A larger record or compressed
     * frame fails the read with a {@link io.aeroarrow.error.MemoryLimitException}. Default: empty, which means a quarter
     * of {@link #memoryLimit()}.
     */
    public Optional<Long> readerMemoryLimit() {
        return Optional.ofNullable(fields.readerMemoryLimit);
    }

    /**
     * {@return a copy with another {@link #readerMemoryLimit()}}
     *
     * @param bytes at least 256 KiB; a value above {@link #memoryLimit()} has the effect of {@link #memoryLimit()}
     * @throws IllegalArgumentException if it is less than 256 KiB
     */
    public ClientConfig withReaderMemoryLimit(long bytes) {
        return new ClientConfig(fields.with(changed -> changed.readerMemoryLimit = bytes));
    }

    /** {@return a copy in which one reader or writer may hold a quarter of {@link #memoryLimit()}, the default} */
    public ClientConfig withoutReaderMemoryLimit() {
        return new ClientConfig(fields.with(changed -> changed.readerMemoryLimit = null));
    }

    /**
     * Checks that login and TLS fit together.
     *
     * @throws IllegalArgumentException if secrets would travel in the clear, or the login needs a certificate that is
     *     missing
     */
    public void requireSafeLogin() {
        TlsConfig tls = fields.tls;
        if (fields.credentials instanceof Credentials.External && tls == null) {
            throw new IllegalArgumentException("external users send their password itself, which needs TLS;"
                    + " set it by withTls, or log in as an internal user");
        }
        boolean certified = tls != null && !(tls.identity() instanceof TlsConfig.Identity.Anonymous);
        if (fields.credentials instanceof Credentials.Pki && !certified) {
            throw new IllegalArgumentException(
                    "a PKI login needs TLS with a client certificate; set it by withTls and withCertificate");
        }
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is " + duration + "; it must be longer than zero");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientConfig that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "ClientConfig" + fields;
    }

    private static final class Fields extends Properties<Fields> implements Serializable {
        private static final long serialVersionUID = 1;

        private List<HostAddress> seeds;
        private String clusterName = "";
        private boolean useServicesAlternate;
        private AddressMap addressMap = AddressMap.NONE;
        private List<Integer> rackIds = List.of();
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration tendInterval = Duration.ofSeconds(1);
        private PoolConfig pool = PoolConfig.DEFAULT;
        private boolean compression;
        private @Nullable TlsConfig tls;
        private Credentials credentials = Credentials.none();
        private Duration loginTimeout = Duration.ofSeconds(5);
        private long memoryLimit = 256L << 20;
        private @Nullable Long readerMemoryLimit;

        Fields(List<HostAddress> seeds) {
            this.seeds = seeds;
        }

        @Override
        protected void list(Listing to) {
            to.add("seeds", seeds)
                    .add("clusterName", clusterName)
                    .add("useServicesAlternate", useServicesAlternate)
                    .add("addressMap", addressMap)
                    .add("rackIds", rackIds)
                    .add("connectTimeout", connectTimeout)
                    .add("tendInterval", tendInterval)
                    .add("pool", pool)
                    .add("compression", compression)
                    .add("tls", tls)
                    .add("credentials", credentials)
                    .add("loginTimeout", loginTimeout)
                    .add("memoryLimit", memoryLimit)
                    .add("readerMemoryLimit", readerMemoryLimit);
        }
    }
}
