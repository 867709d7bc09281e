package io.aeroarrow.embedded;

import io.aeroarrow.embedded.net.CertificateFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a server encrypts its connections. It then takes no clear ones.
 *
 * @param certificates PEM: the server's own first
 * @param key PEM in PKCS#8, not encrypted
 * @param name the tls-name that nodes tell of each other
 * @param clientAuthorities PEM of those who sign the certificates that clients must show; null if they need none
 */
public record ServerTls(
        Path certificates, Path key, String name, @Nullable Path clientAuthorities) {

    public static ServerTls of(Path certificates, Path key, String name) {
        return new ServerTls(certificates, key, name, null);
    }

    CertificateFiles files() {
        return new CertificateFiles(certificates, key, clientAuthorities);
    }

    /** Lets no client in that shows no certificate signed by one of these. */
    public ServerTls requiringClientCertificates(Path authorities) {
        return new ServerTls(certificates, key, name, authorities);
    }
}
