package io.aeroarrow.spark.internal.options;

import io.aeroarrow.policy.Credentials;
import io.aeroarrow.policy.Secret;
import io.aeroarrow.policy.TlsConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the options for users, passwords and TLS. Error messages never contain a secret. */
final class SecurityOptions {

    private enum AuthMode {
        INTERNAL,
        EXTERNAL,
        PKI
    }

    private static final Map<String, AuthMode> MODES =
            Map.of("INTERNAL", AuthMode.INTERNAL, "EXTERNAL", AuthMode.EXTERNAL, "PKI", AuthMode.PKI);

    private record Login(AuthMode mode, String user, Secret password) {}

    /** Caches hashes: hashing a password is slow, and options are parsed several times per query. */
    private static final Map<Login, Credentials> HASHED = new ConcurrentHashMap<>();

    private SecurityOptions() {}

    static Credentials credentials(OptionValues values) {
        AuthMode mode = values.choice(ConnectionOption.AUTH_MODE, MODES);
        String user = values.text(ConnectionOption.USER);
        String password = values.secret(ConnectionOption.PASSWORD).reveal();
        if (mode == AuthMode.PKI) {
            return Credentials.pki();
        }
        if (user.isEmpty()) {
            if (!password.isEmpty() || mode == AuthMode.EXTERNAL) {
                throw new IllegalArgumentException("option 'user' is missing; name the user of the password");
            }
            return Credentials.none();
        }
        return HASHED.computeIfAbsent(
                new Login(mode, user, Secret.of(password)),
                login -> mode == AuthMode.EXTERNAL
                        ? Credentials.external(user, password)
                        : Credentials.internal(user, password));
    }

    static Optional<TlsConfig> tls(OptionValues values) {
        if (!values.flag(ConnectionOption.TLS)) {
            requireNoTlsOptions(values);
            return Optional.empty();
        }
        TlsConfig tls = TlsConfig.jvmTrust()
                .withProtocols(values.list(ConnectionOption.TLS_PROTOCOLS))
                .withCiphers(values.list(ConnectionOption.TLS_CIPHERS));
        return Optional.of(withIdentity(withTrust(tls, values), values));
    }

    /** Rejects TLS options without {@code tls=true}, which would send everything in clear text. */
    private static void requireNoTlsOptions(OptionValues values) {
        for (SourceOption option : new SourceOption[] {
            ConnectionOption.TLS_TRUSTED,
            ConnectionOption.TLS_TRUST_STORE,
            ConnectionOption.TLS_CERTIFICATE,
            ConnectionOption.TLS_KEY_STORE
        }) {
            if (!values.text(option).isEmpty()) {
                throw new IllegalArgumentException(
                        "option '" + option.key() + "' is given, but TLS is off; set option 'tls' to true");
            }
        }
    }

    private static TlsConfig withTrust(TlsConfig tls, OptionValues values) {
        String store = values.text(ConnectionOption.TLS_TRUST_STORE);
        if (!store.isEmpty()) {
            return tls.withTrustStore(Path.of(store), values.secret(ConnectionOption.TLS_TRUST_STORE_PASSWORD));
        }
        return values.list(ConnectionOption.TLS_TRUSTED).isEmpty()
                ? tls
                : tls.withTrust(new TlsConfig.Trust.Pem(values.list(ConnectionOption.TLS_TRUSTED)));
    }

    private static TlsConfig withIdentity(TlsConfig tls, OptionValues values) {
        String store = values.text(ConnectionOption.TLS_KEY_STORE);
        if (!store.isEmpty()) {
            return tls.withKeyStore(Path.of(store), values.secret(ConnectionOption.TLS_KEY_STORE_PASSWORD));
        }
        String certificate = values.text(ConnectionOption.TLS_CERTIFICATE);
        String key = values.text(ConnectionOption.TLS_KEY);
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new IllegalArgumentException("options 'tlsCertificate' and 'tlsKey' belong together; one is missing");
        }
        return certificate.isEmpty()
                ? tls
                : tls.withCertificate(
                        Path.of(certificate), Path.of(key), values.secret(ConnectionOption.TLS_KEY_PASSWORD));
    }
}
