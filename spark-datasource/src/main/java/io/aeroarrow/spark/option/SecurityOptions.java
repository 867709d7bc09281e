package io.aeroarrow.spark.option;

import io.aeroarrow.policy.Credentials;
import io.aeroarrow.policy.Secret;
import io.aeroarrow.policy.TlsConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads the options about users, passwords and TLS. No error of these shows a secret. */
final class SecurityOptions {

    private enum AuthMode {
        INTERNAL,
        EXTERNAL,
        PKI
    }

    private static final Map<String, AuthMode> MODES =
            Map.of("INTERNAL", AuthMode.INTERNAL, "EXTERNAL", AuthMode.EXTERNAL, "PKI", AuthMode.PKI);

    private record Login(AuthMode mode, String user, Secret password) {}

    /** Hashing a password takes as long as many a query, and options are read several times for each. */
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
                throw new IllegalArgumentException("option 'user' is missing: say whose password it is");
            }
            return Credentials.none();
        }
        return HASHED.computeIfAbsent(
                new Login(mode, user, Secret.of(password)),
                login -> mode == AuthMode.EXTERNAL
                        ? Credentials.external(user, password)
                        : Credentials.internal(user, password));
    }

    static @Nullable TlsConfig tls(OptionValues values) {
        if (!values.flag(ConnectionOption.TLS)) {
            requireNone(values);
            return null;
        }
        TlsConfig tls = TlsConfig.jvmTrust()
                .withProtocols(values.list(ConnectionOption.TLS_PROTOCOLS))
                .withCiphers(values.list(ConnectionOption.TLS_CIPHERS));
        return withIdentity(withTrust(tls, values), values);
    }

    /** Whoever names certificates and forgets to turn TLS on would send everything in the clear. */
    private static void requireNone(OptionValues values) {
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
