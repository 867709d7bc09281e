package io.aeroarrow.spark.internal.options;

import java.util.List;
import java.util.Locale;

/** Options for addresses, users and TLS of the cluster. */
public enum ConnectionOption implements SourceOption {
    HOST(
            "host",
            List.of("hosts", "aerospike.seedhost", "aerospike.seed-nodes"),
            "localhost",
            "Seed hosts, comma-separated: `host`, `host:port` or `host:tls-name:port`; IPv6 in brackets."),
    PORT("port", List.of("aerospike.port"), "3000", "The port of seed hosts without one."),
    CLUSTER_NAME(
            "clusterName", List.of(), "", "The expected cluster name; nodes with another one are refused. Empty: any."),
    USE_SERVICES_ALTERNATE(
            "useServicesAlternate", List.of(), "false", "Whether to connect to the nodes' alternate addresses."),
    ADDRESS_MAP(
            "addressMap",
            List.of(),
            "",
            "Replacements for advertised addresses that cannot be reached, for example behind NAT: comma-separated"
                    + " `advertised=reachable`, each `host` or `host:port`."),
    RACK_IDS(
            "rackIds",
            List.of(),
            "",
            "The racks that `PREFER_RACK` reads from, comma-separated, nearest first. Other racks are read where these"
                    + " have no replica."),
    CONNECT_TIMEOUT("connectTimeout", List.of(), "5000", "The timeout for opening a connection, in milliseconds."),
    MAX_CONNECTIONS(
            "maxConnectionsPerNode", List.of(), "100", "The maximum number of connections per executor and node."),
    MEMORY_LIMIT(
            "memoryLimit",
            List.of(),
            "256",
            "The maximum off-heap memory, without vectors, of all tasks of an executor for one cluster, in MiB: bytes"
                    + " not decoded, answers that wait for earlier keys, rows being sent."),
    READER_MEMORY_LIMIT(
            "readerMemoryLimit",
            List.of(),
            "0",
            "The part of `memoryLimit` that one task may use, in MiB. A larger record fails the task. 0: a quarter of"
                    + " `memoryLimit`."),
    COMPRESSION(
            "compression",
            List.of("aerospike.compression"),
            "false",
            "Whether answers and writes are compressed. Needs the Enterprise Edition."),
    USER("user", List.of("aerospike.user"), "", "The user to log in as. Empty: no login, unless `authMode=PKI`."),
    PASSWORD(
            "password",
            List.of("aerospike.password"),
            "",
            "The user's password. `file:/a/path` or `env:NAME` reads it from a file or an environment variable, on the"
                    + " driver and on each executor. All password options accept these forms."),
    AUTH_MODE(
            "authMode",
            List.of("aerospike.authMode"),
            "INTERNAL",
            "How the server authenticates the user: `INTERNAL` by its own user list; `EXTERNAL` by LDAP or a similar"
                    + " service (TLS only, as the password itself is sent); `PKI` by the client certificate."),
    LOGIN_TIMEOUT(
            "loginTimeout",
            List.of(),
            "5000",
            "The timeout for the TLS handshake and login of a new connection, in milliseconds."),
    TLS(
            "tls",
            List.of(),
            "false",
            "Whether connections are encrypted. The node's certificate must be trusted. It must match the seed's"
                    + " tls-name, or the seed's host without one. The driver and each executor read the files from the"
                    + " same paths, and reload them when they change."),
    TLS_TRUSTED(
            "tlsTrustedCertificates",
            List.of(),
            "",
            "PEM files of trusted certificates, comma-separated. Without them and a trust store, the JVM's trusted"
                    + " certificates apply."),
    TLS_TRUST_STORE(
            "tlsTrustStore",
            List.of(),
            "",
            "A key store (PKCS#12 or JKS) of trusted certificates, in place of `tlsTrustedCertificates`."),
    TLS_TRUST_STORE_PASSWORD("tlsTrustStorePassword", List.of(), "", "The password of `tlsTrustStore`."),
    TLS_CERTIFICATE("tlsCertificate", List.of(), "", "The client's certificate: a PEM file."),
    TLS_KEY("tlsKey", List.of(), "", "The private key of `tlsCertificate`: a PEM file in PKCS#8."),
    TLS_KEY_PASSWORD("tlsKeyPassword", List.of(), "", "The password of `tlsKey`, if the key is encrypted."),
    TLS_KEY_STORE(
            "tlsKeyStore",
            List.of(),
            "",
            "A key store (PKCS#12 or JKS) of the client's certificate and key, in place of `tlsCertificate` and"
                    + " `tlsKey`."),
    TLS_KEY_STORE_PASSWORD("tlsKeyStorePassword", List.of(), "", "The password of `tlsKeyStore`."),
    TLS_PROTOCOLS("tlsProtocols", List.of(), "TLSv1.3,TLSv1.2", "The allowed TLS versions, comma-separated."),
    TLS_CIPHERS(
            "tlsCiphers",
            List.of(),
            "",
            "The allowed cipher suites, comma-separated, by their JDK names. Empty: the JDK's default.");

    @SuppressWarnings("ImmutableEnumChecker") // the list comes from List.of
    private final Definition definition;

    ConnectionOption(String key, List<String> aliases, String defaultValue, String description) {
        definition = new Definition(key, aliases, defaultValue, description);
    }

    /** Returns whether the value must not be shown. */
    boolean secret() {
        return key().toLowerCase(Locale.ROOT).endsWith("password");
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
