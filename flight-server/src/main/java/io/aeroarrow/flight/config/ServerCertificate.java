package io.aeroarrow.flight.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of TLS.
 *
 * @param certificates PEM; the certificate of the server, followed by its chain
 * @param key PEM in PKCS#8, not encrypted
 * @param clientAuthorities PEM; if present, each client must present a certificate that these authorities signed
 */
public record ServerCertificate(Path certificates, Path key, Optional<Path> clientAuthorities) {}
