package io.aeroarrow.cli.internal.connect;

import io.aeroarrow.cli.internal.process.UsageException;
import io.aeroarrow.policy.Secret;
import io.aeroarrow.policy.TlsConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The TLS settings. A certificate or key file enables TLS, unless TLS is disabled explicitly. */
record TlsSettings(
        Settings settings,
        @Nullable String tls,
        @Nullable String ca,
        @Nullable String certificate,
        @Nullable String key) {

    /** Returns the TLS configuration; empty without TLS. */
    Optional<TlsConfig> resolve() {
        Optional<Setting> trusted = settings.find("tls-ca", ca);
        Optional<Setting> chain = settings.find("tls-cert", certificate);
        Optional<Setting> privateKey = settings.find("tls-key", key);
        boolean files = trusted.isPresent() || chain.isPresent() || privateKey.isPresent();
        if (!settings.find("tls", tls).map(Setting::asBoolean).orElse(files)) {
            return Optional.empty();
        }
        TlsConfig config =
                trusted.map(setting -> setting.as(TlsSettings::trusting)).orElse(TlsConfig.jvmTrust());
        if (chain.isPresent() != privateKey.isPresent()) {
            throw new UsageException("a client certificate needs both --tls-cert and --tls-key");
        }
        if (chain.isEmpty() || privateKey.isEmpty()) {
            return Optional.of(config);
        }
        Secret password = settings.findWithoutOption("tls-key-password")
                .map(setting -> Secret.of(setting.text()))
                .orElse(Secret.NONE);
        return Optional.of(config.withCertificate(
                Path.of(chain.get().text()), Path.of(privateKey.get().text()), password));
    }

    private static TlsConfig trusting(String files) {
        return TlsConfig.trusting(
                Arrays.stream(files.split(",", -1)).map(Path::of).toArray(Path[]::new));
    }
}
