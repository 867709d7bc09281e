package io.aeroarrow.policy;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How connections are encrypted, which certificates they trust, and which certificate the client presents. A node's
 * certificate must be trusted, valid, and for the address's {@linkplain HostAddress#certificateName() name}; there is
 * no switch that turns this off. Files are read again when they change.
 *
 * @param trust the certificates to trust
 * @param identity the client's own certificate
 * @param protocols the allowed TLS protocols, such as {@code TLSv1.3}; never empty
 * @param ciphers the names of cipher suites as the JDK has them; empty for the JDK's choice
 */
public record TlsConfig(Trust trust, Identity identity, List<String> protocols, List<String> ciphers)
        implements Serializable {

    private static final List<String> SAFE_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** Which certificates are trusted. */
    public sealed interface Trust extends Serializable {

        /** Trusts the JVM's certificates. */
        record Jvm() implements Trust {}

        /** Trusts the certificates in PEM files and all certificates that they signed. */
        record Pem(List<String> files) implements Trust {
            /**
             * Checks the components.
             *
             * @param files the files
             */
            public Pem {
                files = List.copyOf(files);
                requirePresent(files, "a file of trusted certificates");
            }
        }

        /** Trusts the certificates in a key store (PKCS#12 or JKS). */
        record Store(String file, Secret password) implements Trust {}
    }

    /** The certificate that the client presents. */
    public sealed interface Identity extends Serializable {

        /** No certificate. */
        record Anonymous() implements Identity {}

        /**
         * A certificate and its key, in PEM files.
         *
         * @param certificates the client's certificate first, then those that lead to a trusted one
         * @param key in PKCS#8
         * @param keyPassword of an encrypted key; else {@link Secret#NONE}
         */
        record Pem(String certificates, String key, Secret keyPassword) implements Identity {}

        /** The only key of a key store (PKCS#12 or JKS), whose password is the key's as well. */
        record Store(String file, Secret password) implements Identity {}
    }

    /**
     * Checks the components.
     *
     * @param trust the certificates to trust
     * @param identity the client's own certificate
     * @param protocols the allowed TLS protocols, such as {@code TLSv1.3}; never empty
     * @param ciphers the names of cipher suites as the JDK has them
     */
    public TlsConfig {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
        requirePresent(protocols, "a TLS protocol, such as TLSv1.3,");
    }

    /**
     * {@return the defaults: what the JVM trusts, no client certificate, TLS 1.3 or 1.2, the JDK's choice of ciphers}
     */
    public static TlsConfig jvmTrust() {
        return new TlsConfig(new Trust.Jvm(), new Identity.Anonymous(), SAFE_PROTOCOLS, List.of());
    }

    /**
     * {@return the defaults, but trusting the certificates in PEM files}
     *
     * @param pemFiles at least one file
     */
    public static TlsConfig trusting(Path... pemFiles) {
        List<String> files = new ArrayList<>();
        for (Path file : pemFiles) {
            files.add(file.toString());
        }
        return jvmTrust().withTrust(new Trust.Pem(files));
    }

    /**
     * {@return a copy with another {@link #trust()}}
     *
     * @param newTrust which certificates are trusted
     */
    public TlsConfig withTrust(Trust newTrust) {
        return new TlsConfig(newTrust, identity, protocols, ciphers);
    }

    /**
     * Trusts the certificates of a key store.
     *
     * @param file the key store
     * @param password the password
     * @return a changed copy
     */
    public TlsConfig withTrustStore(Path file, Secret password) {
        return withTrust(new Trust.Store(file.toString(), password));
    }

    /**
     * {@return a copy with another {@link #identity()}}
     *
     * @param newIdentity the client's certificate
     */
    public TlsConfig withIdentity(Identity newIdentity) {
        return new TlsConfig(trust, newIdentity, protocols, ciphers);
    }

    /**
     * Presents a certificate from PEM files whose key is not encrypted.
     *
     * @param certificates the client's certificate first, then its chain
     * @param key the private key, in PKCS#8
     * @return a changed copy
     */
    public TlsConfig withCertificate(Path certificates, Path key) {
        return withCertificate(certificates, key, Secret.NONE);
    }

    /**
     * Presents a certificate from PEM files whose key is encrypted.
     *
     * @param certificates the client's certificate first, then its chain
     * @param key the private key, in PKCS#8
     * @param keyPassword the password of the key
     * @return a changed copy
     */
    public TlsConfig withCertificate(Path certificates, Path key, Secret keyPassword) {
        return withIdentity(new Identity.Pem(certificates.toString(), key.toString(), keyPassword));
    }

    /**
     * Presents the certificate of a key store.
     *
     * @param file the key store
     * @param password the password
     * @return a changed copy
     */
    public TlsConfig withKeyStore(Path file, Secret password) {
        return withIdentity(new Identity.Store(file.toString(), password));
    }

    /**
     * {@return a copy with another {@link #protocols()}}
     *
     * @param names the allowed TLS protocols, such as {@code TLSv1.3}; at least one
     */
    public TlsConfig withProtocols(List<String> names) {
        return new TlsConfig(trust, identity, names, ciphers);
    }

    /**
     * {@return a copy with another {@link #ciphers()}}
     *
     * @param names the JDK's names of cipher suites; empty for the JDK's choice
     */
    public TlsConfig withCiphers(List<String> names) {
        return new TlsConfig(trust, identity, protocols, names);
    }

    private static void requirePresent(List<String> values, String what) {
        if (values.isEmpty() || values.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(what + " is missing or empty in " + values);
        }
    }
}
