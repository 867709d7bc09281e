package io.aeroarrow.policy;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a cluster. Two equal configurations can share one client.
 *
 * @param seeds where to look first; one that answers is enough
 * @param clusterName the name the cluster must have, empty for any
 * @param useServicesAlternate whether to reach nodes by their alternate addresses
 * @param addressMap which addresses to use in place of those that nodes advertise
 * @param rackIds the racks to read from with {@link ReplicaPolicy#PREFER_RACK}, the nearest first
 * @param connectTimeout the longest a connection may take to open
 * @param tendInterval how often the cluster is asked whether it changed
 * @param pool how many connections to each node
 * @param compression whether nodes are asked to compress their answers, and get large writes and batches compressed;
 *     only the Enterprise Edition does that
 * @param tls how connections are encrypted; null for clear ones
 * @param credentials who to log in as
 * @param loginTimeout the longest that TLS and login may take on a connection, once it is open
 */
public record ClientConfig(
        List<HostAddress> seeds,
        String clusterName,
        boolean useServicesAlternate,
        AddressMap addressMap,
        List<Integer> rackIds,
        Duration connectTimeout,
        Duration tendInterval,
        PoolConfig pool,
        boolean compression,
        @Nullable TlsConfig tls,
        Credentials credentials,
        Duration loginTimeout)
        implements Serializable {

    public ClientConfig {
        seeds = List.copyOf(seeds);
        Objects.requireNonNull(clusterName, "clusterName");
        Objects.requireNonNull(addressMap, "addressMap");
        rackIds = List.copyOf(rackIds);
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("no seed host is given; name at least one, as host:port");
        }
        requirePositive(connectTimeout, "connectTimeout");
        requirePositive(tendInterval, "tendInterval");
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(credentials, "credentials");
        requirePositive(loginTimeout, "loginTimeout");
    }

    /**
     * The defaults: any cluster name, 5 s to connect and 5 s to log in, a tend each second, {@link
     * PoolConfig#DEFAULT}; no TLS, no login.
     */
    public static ClientConfig of(HostAddress... seeds) {
        return new ClientConfig(
                List.of(seeds),
                "",
                false,
                AddressMap.NONE,
                List.of(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                PoolConfig.DEFAULT,
                false,
                null,
                Credentials.none(),
                Duration.ofSeconds(5));
    }

    /** The defaults for one seed. */
    public static ClientConfig of(String host, int port) {
        return of(new HostAddress(host, port));
    }

    public ClientConfig withSeeds(List<HostAddress> newSeeds) {
        return with(parts -> parts.seeds = newSeeds);
    }

    public ClientConfig withClusterName(String name) {
        return with(parts -> parts.clusterName = name);
    }

    public ClientConfig withServicesAlternate(boolean alternate) {
        return with(parts -> parts.useServicesAlternate = alternate);
    }

    public ClientConfig withAddressMap(AddressMap map) {
        return with(parts -> parts.addressMap = map);
    }

    public ClientConfig withRackIds(List<Integer> racks) {
        return with(parts -> parts.rackIds = racks);
    }

    public ClientConfig withConnectTimeout(Duration timeout) {
        return with(parts -> parts.connectTimeout = timeout);
    }

    public ClientConfig withTendInterval(Duration interval) {
        return with(parts -> parts.tendInterval = interval);
    }

    public ClientConfig withPool(PoolConfig newPool) {
        return with(parts -> parts.pool = newPool);
    }

    /** Pays where the network is slow: compressing takes longer than most networks. */
    public ClientConfig withCompression(boolean compress) {
        return with(parts -> parts.compression = compress);
    }

    /** With another {@link PoolConfig#max}. */
    public ClientConfig withMaxConnectionsPerNode(int connections) {
        return withPool(pool.withMax(connections));
    }

    /** Encrypts connections; null for clear ones. */
    public ClientConfig withTls(@Nullable TlsConfig config) {
        return with(parts -> parts.tls = config);
    }

    public ClientConfig withCredentials(Credentials who) {
        return with(parts -> parts.credentials = who);
    }

    public ClientConfig withLoginTimeout(Duration timeout) {
        return with(parts -> parts.loginTimeout = timeout);
    }

    /**
     * Sees that the parts fit each other.
     *
     * @throws IllegalArgumentException if secrets would travel in the clear, or the login needs a certificate that is
     *     not there
     */
    public void requireSafeLogin() {
        if (credentials instanceof Credentials.External && tls == null) {
            throw new IllegalArgumentException("external users send their password itself, which needs TLS;"
                    + " set it by withTls, or log in as an internal user");
        }
        boolean certified = tls != null && !(tls.identity() instanceof TlsConfig.Identity.Anonymous);
        if (credentials instanceof Credentials.Pki && !certified) {
            throw new IllegalArgumentException(
                    "a PKI login needs TLS with a client certificate; set it by withTls and withCertificate");
        }
    }

    private ClientConfig with(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return parts.whole();
    }

    /** The components while they change, so that a new one is copied in one place. */
    private static final class Parts {
        private List<HostAddress> seeds;
        private String clusterName;
        private boolean useServicesAlternate;
        private AddressMap addressMap;
        private List<Integer> rackIds;
        private Duration connectTimeout;
        private Duration tendInterval;
        private PoolConfig pool;
        private boolean compression;
        private @Nullable TlsConfig tls;
        private Credentials credentials;
        private Duration loginTimeout;

        Parts(ClientConfig from) {
            seeds = from.seeds;
            clusterName = from.clusterName;
            useServicesAlternate = from.useServicesAlternate;
            addressMap = from.addressMap;
            rackIds = from.rackIds;
            connectTimeout = from.connectTimeout;
            tendInterval = from.tendInterval;
            pool = from.pool;
            compression = from.compression;
            tls = from.tls;
            credentials = from.credentials;
            loginTimeout = from.loginTimeout;
        }

        ClientConfig whole() {
            return new ClientConfig(
                    seeds,
                    clusterName,
                    useServicesAlternate,
                    addressMap,
                    rackIds,
                    connectTimeout,
                    tendInterval,
                    pool,
                    compression,
                    tls,
                    credentials,
                    loginTimeout);
        }
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is " + duration + "; it must be longer than zero");
        }
    }
}
