package io.aeroarrow.embedded.internal.net;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The PEM files that a server's TLS context is built from.
 *
 * @param certificates the server's certificate chain, its own certificate first
 * @param key the private key in PKCS#8, not encrypted
 * @param clientAuthorities the authorities that sign client certificates; null if clients need none
 */
public record CertificateFiles(
        Path certificates, Path key, @Nullable Path clientAuthorities) {}
