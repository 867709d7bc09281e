package io.aeroarrow.spark;

import java.util.List;

/** The options of the data source: their names, the names that jobs of other connectors use, and what they mean. */
enum SourceOption {
    HOST(
            "host",
            List.of("hosts", "aerospike.seedhost"),
            "localhost",
            "Seed hosts, comma-separated: `host`, `host:port` or `host:tls-name:port`; IPv6 in brackets."),
    PORT("port", List.of("aerospike.port"), "3000", "The port of seed hosts that name none."),
    NAMESPACE("namespace", List.of("aerospike.namespace"), "", "The namespace to read. Required."),
    SET("set", List.of("aerospike.set", "aerospike.read-set"), "", "The set to read; without it, the whole namespace."),
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
    REPLICA(
            "replica",
            List.of(),
            "SEQUENCE",
            "Which replica is read: `SEQUENCE` (the master, on a retry the next), `MASTER`, `MASTER_PROLES` (in turn),"
                    + " `PREFER_RACK` or `RANDOM`."),
    RACK_IDS(
            "rackIds",
            List.of(),
            "",
            "The racks that `PREFER_RACK` reads from, comma-separated, the nearest first; another one where they have no"
                    + " replica."),
    PARTITIONS(
            "partitions",
            List.of(),
            "",
            "How many Spark partitions to aim at, 1 to 4096; without it, Spark's default parallelism. Each holds"
                    + " partitions of one node."),
    BATCH_ROWS("batchRows", List.of(), "16384", "The most rows of a columnar batch."),
    BATCH_BYTES("batchBytes", List.of(), "33554432", "A batch ends once its records took so many bytes on the wire."),
    ON_MISMATCH(
            "onMismatch",
            List.of("aerospike.schema.flexible"),
            "FAIL",
            "What becomes of a value that its column's type cannot hold exactly: `FAIL` (or `false`), or `NULL` (or"
                    + " `true`)."),
    PROJECTION(
            "projection",
            List.of(),
            "KEEP_EMPTY",
            "What becomes of records that have none of the selected bins: `KEEP_EMPTY` reads them too, by a second"
                    + " query; `DROP_EMPTY` leaves them out and saves that query."),
    SAMPLE_RECORDS(
            "sampleRecords",
            List.of("aerospike.schema.scan"),
            "1000",
            "How many records to look at where no schema is given."),
    SOCKET_TIMEOUT(
            "socketTimeout",
            List.of("aerospike.sockettimeout"),
            "30000",
            "The longest silence of a node, in milliseconds, before its part of a scan is tried again."),
    TOTAL_TIMEOUT(
            "totalTimeout",
            List.of("aerospike.timeout"),
            "0",
            "The longest a Spark task may read, in milliseconds, retries included; 0 for no limit."),
    MAX_RETRIES("maxRetries", List.of(), "5", "How often a scan goes on after failures between which no record came."),
    CONNECT_TIMEOUT("connectTimeout", List.of(), "5000", "The longest a connection may take to open, in milliseconds."),
    MAX_CONNECTIONS("maxConnectionsPerNode", List.of(), "100", "The most connections of an executor to one node."),
    USER(
            "user",
            List.of("aerospike.user"),
            "",
            "The user to log in as; without it, and without `authMode=PKI`, no login."),
    PASSWORD("password", List.of("aerospike.password"), "", "The user's password."),
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

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> aliases;

    private final String usual;
    private final String meaning;

    SourceOption(String key, List<String> aliases, String usual, String meaning) {
        this.key = key;
        this.aliases = aliases;
        this.usual = usual;
        this.meaning = meaning;
    }

    /** Its name in the documentation; any case works. */
    String key() {
        return key;
    }

    /** Other names that mean the same. */
    List<String> aliases() {
        return aliases;
    }

    /** The value where none is given, empty for none. */
    String usual() {
        return usual;
    }

    /** What it does, in Markdown. */
    String meaning() {
        return meaning;
    }
}
