package io.aeroarrow.cli.connect;

import io.aeroarrow.cli.process.UsageException;
import io.aeroarrow.policy.Secret;
import io.aeroarrow.policy.TlsConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How connections are encrypted; whoever names a file of certificates wants TLS, unless it is said otherwise. */
record TlsSettings(
        Settings settings,
        @Nullable String tls,
        @Nullable String ca,
        @Nullable String certificate,
        @Nullable String key) {

    /** Null for no TLS. */
    @Nullable
    TlsConfig resolve() {
        Optional<Setting> trusted = settings.find("tls-ca", ca);
        Optional<Setting> chain = settings.find("tls-cert", certificate);
        Optional<Setting> privateKey = settings.find("tls-key", key);
        boolean files = trusted.isPresent() || chain.isPresent() || privateKey.isPresent();
        if (!settings.find("tls", tls).map(Setting::asBoolean).orElse(files)) {
            return null;
        }
        TlsConfig config =
                trusted.map(setting -> setting.as(TlsSettings::trusting)).orElse(TlsConfig.jvmTrust());
        if (chain.isPresent() != privateKey.isPresent()) {
            throw new UsageException("a client certificate is two files: --tls-cert and --tls-key");
        }
        if (chain.isEmpty() || privateKey.isEmpty()) {
            return config;
        }
        Secret password = settings.findBesides("tls-key-password")
                .map(setting -> Secret.of(setting.text()))
                .orElse(Secret.NONE);
        return config.withCertificate(
                Path.of(chain.get().text()), Path.of(privateKey.get().text()), password);
    }

    private static TlsConfig trusting(String files) {
        return TlsConfig.trusting(
                Arrays.stream(files.split(",", -1)).map(Path::of).toArray(Path[]::new));
    }
}
