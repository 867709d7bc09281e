package io.aeroarrow.spark.internal.options;

import java.util.List;
import java.util.Locale;

/** How the cluster is reached, and as whom. */
public enum ConnectionOption implements SourceOption {
    HOST(
            "host",
            List.of("hosts", "aerospike.seedhost", "aerospike.seed-nodes"),
            "localhost",
            "Seed hosts, comma-separated: `host`, `host:port` or `host:tls-name:port`; IPv6 in brackets."),
    PORT("port", List.of("aerospike.port"), "3000", "The port of seed hosts that name none."),
    CLUSTER_NAME("clusterName", List.of(), "", "The name that the cluster must have; without it, any."),
    USE_SERVICES_ALTERNATE(
            "useServicesAlternate",
            List.of(),
            "false",
            "Whether to reach nodes by the alternate addresses they advertise."),
    ADDRESS_MAP(
            "addressMap",
            List.of(),
            "",
            "What to use in place of advertised addresses that cannot be reached, as behind NAT: comma-separated"
                    + " `advertised=reachable`, each `host` or `host:port`."),
    RACK_IDS(
            "rackIds",
            List.of(),
            "",
            "The racks that `PREFER_RACK` reads from, comma-separated, the nearest first; another one where they have no"
                    + " replica."),
    CONNECT_TIMEOUT("connectTimeout", List.of(), "5000", "The longest a connection may take to open, in milliseconds."),
    MAX_CONNECTIONS("maxConnectionsPerNode", List.of(), "100", "The most connections of an executor to one node."),
    COMPRESSION(
            "compression",
            List.of("aerospike.compression"),
            "false",
            "Whether answers and writes are compressed; the Enterprise Edition can."),
    USER(
            "user",
            List.of("aerospike.user"),
            "",
            "The user to log in as; without it, and without `authMode=PKI`, no login."),
    PASSWORD(
            "password",
            List.of("aerospike.password"),
            "",
            "The user's password; `file:/a/path` or `env:NAME` to read it from a file or an environment variable, in the"
                    + " driver and in each executor. So may all passwords be given."),
    AUTH_MODE(
            "authMode",
            List.of("aerospike.authMode"),
            "INTERNAL",
            "Who knows the user: the server itself (`INTERNAL`), LDAP or the like (`EXTERNAL`; only over TLS, as it"
                    + " sends the password itself), or nobody but the client's certificate (`PKI`)."),
    LOGIN_TIMEOUT(
            "loginTimeout",
            List.of(),
            "5000",
            "The longest that TLS and login may take on a new connection, in milliseconds."),
    TLS(
            "tls",
            List.of(),
            "false",
            "Whether connections are encrypted. The node's certificate must be trusted and for the seed's tls-name, or"
                    + " for its host if it has none. Files are read by the driver and by each executor, at the same"
                    + " paths, and again when they change."),
    TLS_TRUSTED(
            "tlsTrustedCertificates",
            List.of(),
            "",
            "PEM files of the certificates to trust, comma-separated; without them and a trust store, those of the JVM."),
    TLS_TRUST_STORE("tlsTrustStore", List.of(), "", "Instead: a key store (PKCS#12 or JKS) of certificates to trust."),
    TLS_TRUST_STORE_PASSWORD("tlsTrustStorePassword", List.of(), "", "Its password."),
    TLS_CERTIFICATE("tlsCertificate", List.of(), "", "The client's certificate: a PEM file."),
    TLS_KEY("tlsKey", List.of(), "", "The key of that certificate: a PEM file in PKCS#8."),
    TLS_KEY_PASSWORD("tlsKeyPassword", List.of(), "", "The password of that key, if it is encrypted."),
    TLS_KEY_STORE(
            "tlsKeyStore", List.of(), "", "Instead: a key store (PKCS#12 or JKS) of the client's certificate and key."),
    TLS_KEY_STORE_PASSWORD("tlsKeyStorePassword", List.of(), "", "Its password."),
    TLS_PROTOCOLS("tlsProtocols", List.of(), "TLSv1.3,TLSv1.2", "The versions of TLS to use, comma-separated."),
    TLS_CIPHERS(
            "tlsCiphers",
            List.of(),
            "",
            "The cipher suites to use, comma-separated, as the JDK names them; without it, the JDK's choice.");

    @SuppressWarnings("ImmutableEnumChecker") // its list is made by List.of
    private final Definition definition;

    ConnectionOption(String key, List<String> aliases, String usual, String meaning) {
        definition = new Definition(key, aliases, usual, meaning);
    }

    /** Whether nobody may see its value. */
    boolean secret() {
        return key().toLowerCase(Locale.ROOT).endsWith("password");
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
