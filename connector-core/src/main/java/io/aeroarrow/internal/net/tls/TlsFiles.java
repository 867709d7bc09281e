package io.aeroarrow.internal.net.tls;

import io.aeroarrow.error.TlsException;
import io.aeroarrow.policy.Secret;
import io.aeroarrow.policy.TlsConfig;
import io.aeroarrow.policy.TlsConfig.Identity;
import io.aeroarrow.policy.TlsConfig.Trust;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Reads the certificate and key files of a configuration. */
final class TlsFiles {

    /** Identifies a version of a file; the time is null for a missing file. */
    record State(
            String file,
            @Nullable FileTime changed,
            long size,
            @Nullable Object key) {}

    private TlsFiles() {}

    /** The current state of the files, without reading them. */
    static List<State> states(TlsConfig config) {
        List<State> states = new ArrayList<>();
        for (String file : files(config)) {
            states.add(state(file));
        }
        return states;
    }

    private static List<String> files(TlsConfig config) {
        List<String> files = new ArrayList<>();
        if (config.trust() instanceof Trust.Pem pem) {
            files.addAll(pem.files());
        } else if (config.trust() instanceof Trust.Store store) {
            files.add(store.file());
        }
        if (config.identity() instanceof Identity.Pem pem) {
            files.add(pem.certificates());
            files.add(pem.key());
        } else if (config.identity() instanceof Identity.Store store) {
            files.add(store.file());
        }
        return files;
    }

    private static State state(String file) {
        try {
            BasicFileAttributes found = Files.readAttributes(Path.of(file), BasicFileAttributes.class);
            return new State(file, found.lastModifiedTime(), found.size(), found.fileKey());
        } catch (IOException e) {
            // Reading the file reports the error.
            return new State(file, null, 0, null);
        }
    }

    /**
     * Reads all files.
     *
     * @throws TlsException if one cannot be used; the message names the file or setting
     */
    static SslContext read(TlsConfig config) {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols(config.protocols().toArray(String[]::new));
        if (!config.ciphers().isEmpty()) {
            builder.ciphers(config.ciphers());
        }
        readTrust(config.trust(), builder);
        readIdentity(config.identity(), builder);
        try {
            SslContext context = builder.build();
            // Unknown protocols and ciphers are detected only here.
            context.newEngine(UnpooledByteBufAllocator.DEFAULT);
            return context;
        } catch (SSLException | IllegalArgumentException e) {
            throw new TlsException(
                    "TLS cannot be set up with protocols " + config.protocols() + " and ciphers " + config.ciphers()
                            + " (empty for the JDK's choice): " + e.getMessage(),
                    e);
        }
    }

    private static void readTrust(Trust trust, SslContextBuilder builder) {
        if (trust instanceof Trust.Pem pem) {
            List<X509Certificate> trusted = new ArrayList<>();
            pem.files().forEach(file -> trusted.addAll(certificates(file)));
            builder.trustManager(trusted);
        } else if (trust instanceof Trust.Store store) {
            KeyStore opened = open(store.file(), store.password());
            try {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(opened);
                requireEntry(opened, store.file(), false);
                builder.trustManager(factory);
            } catch (GeneralSecurityException e) {
                throw unusable("key store", store.file(), e);
            }
        }
    }

    private static List<X509Certificate> certificates(String file) {
        List<X509Certificate> read = new ArrayList<>();
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                read.add((X509Certificate) certificate);
            }
        } catch (IOException | CertificateException e) {
            throw unusable("certificate file", file, e);
        }
        if (read.isEmpty()) {
            throw new TlsException("the certificate file '" + file + "' holds no certificate; it must be PEM");
        }
        return read;
    }

    private static void readIdentity(Identity identity, SslContextBuilder builder) {
        if (identity instanceof Identity.Pem pem) {
            List<X509Certificate> chain = certificates(pem.certificates());
            readKey(pem, chain, builder);
        } else if (identity instanceof Identity.Store store) {
            KeyStore opened = open(store.file(), store.password());
            try {
                KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(opened, password(store.password()));
                requireEntry(opened, store.file(), true);
                builder.keyManager(factory);
            } catch (GeneralSecurityException e) {
                throw unusable("key store", store.file(), e);
            }
        }
    }

    private static void readKey(Identity.Pem pem, List<X509Certificate> chain, SslContextBuilder builder) {
        File certificates = new File(pem.certificates());
        File key = new File(pem.key());
        if (!key.canRead()) {
            throw new TlsException("the key file '" + pem.key() + "' cannot be read");
        }
        try {
            String password =
                    pem.keyPassword().isEmpty() ? null : pem.keyPassword().reveal();
            builder.keyManager(certificates, key, password);
        } catch (IllegalArgumentException e) {
            String need = pem.keyPassword().isEmpty()
                    ? "it must be PEM in PKCS#8 (BEGIN PRIVATE KEY), or its password is missing"
                    : "its password is wrong, or it is not PEM in PKCS#8 (BEGIN ENCRYPTED PRIVATE KEY)";
            throw new TlsException(
                    "the key file '" + pem.key() + "' of the certificate for "
                            + chain.get(0).getSubjectX500Principal() + " cannot be used: " + need,
                    e);
        }
    }

    private static KeyStore open(String file, Secret password) {
        try {
            return KeyStore.getInstance(new File(file), password(password));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw unusable("key store", file, e);
        }
    }

    private static char @Nullable [] password(Secret password) {
        return password.isEmpty() ? null : password.reveal().toCharArray();
    }

    private static void requireEntry(KeyStore store, String file, boolean key) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (key ? store.isKeyEntry(alias) : store.isCertificateEntry(alias)) {
                return;
            }
        }
        throw new TlsException(
                "the key store '" + file + "' holds no " + (key ? "key with its certificate" : "trusted certificate"));
    }

    private static TlsException unusable(String what, String file, Exception cause) {
        return new TlsException("the " + what + " '" + file + "' cannot be read: " + cause.getMessage(), cause);
    }
}
