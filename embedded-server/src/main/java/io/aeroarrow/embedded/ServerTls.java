package io.aeroarrow.embedded;

import io.aeroarrow.embedded.internal.net.CertificateFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The TLS configuration of a server. A server with TLS refuses clear connections.
 *
 * @param certificates a PEM file with the server's certificate chain, its own certificate first
 * @param key a PEM file with the private key in PKCS#8, not encrypted
 * @param name the tls-name that the nodes publish for each other
 * @param clientAuthorities a PEM file with the authorities that sign client certificates; null if clients need no certificate
 */
public record ServerTls(
        Path certificates, Path key, String name, @Nullable Path clientAuthorities) {

    /** TLS without client certificates. */
    public static ServerTls of(Path certificates, Path key, String name) {
        return new ServerTls(certificates, key, name, null);
    }

    CertificateFiles files() {
        return new CertificateFiles(certificates, key, clientAuthorities);
    }

    /** The same, but clients must present a certificate that one of these authorities signed (a PEM file). */
    public ServerTls requiringClientCertificates(Path authorities) {
        return new ServerTls(certificates, key, name, authorities);
    }
}
