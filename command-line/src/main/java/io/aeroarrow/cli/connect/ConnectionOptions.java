package io.aeroarrow.cli.connect;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.cli.process.Shell;
import io.aeroarrow.cli.process.UsageException;
import io.aeroarrow.policy.AddressMap;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.Timeouts;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of all commands that reach a cluster. What an option does not say, the environment may (AEROARROW_HOSTS for
 * {@code --hosts}), and then the file of settings.
 */
public final class ConnectionOptions {

    private static final Set<String> NAMES = Set.of(
            "hosts",
            "user",
            "password",
            "password-file",
            "auth",
            "tls",
            "tls-ca",
            "tls-cert",
            "tls-key",
            "tls-key-password",
            "timeout",
            "total-timeout",
            "connect-timeout",
            "login-timeout",
            "max-retries",
            "cluster-name",
            "services-alternate",
            "address-map",
            "compress");

    @Option(
            names = {"-H", "--hosts"},
            paramLabel = "HOST",
            description =
                    "where to look first: host:port or host:tls-name:port, several with commas" + " (127.0.0.1:3000)")
    @Nullable
    String hosts;

    @Option(
            names = {"-U", "--user"},
            paramLabel = "NAME",
            description = "who to log in as; the password comes from --password-file, AEROARROW_PASSWORD, the file of"
                    + " settings, or is asked for")
    @Nullable
    String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "its first line is the password")
    @Nullable
    String passwordFile;

    @Option(
            names = "--auth",
            paramLabel = "MODE",
            description = "internal (default), external (LDAP; needs TLS) or pki (the certificate is the login)")
    @Nullable
    String auth;

    @Option(names = "--tls", negatable = true, description = "encrypt, and verify the servers' certificates")
    @Nullable
    Boolean tls;

    @Option(names = "--tls-ca", paramLabel = "FILE", description = "PEM files of whom to trust (those of the JVM)")
    @Nullable
    String tlsCa;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "PEM: the client's own certificate first")
    @Nullable
    String tlsCert;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "PEM, PKCS#8; the password of an encrypted one is in AEROARROW_TLS_KEY_PASSWORD")
    @Nullable
    String tlsKey;

    @Option(names = "--timeout", paramLabel = "TIME", description = "the longest silence of a server, such as 30s")
    @Nullable
    String timeout;

    @Option(names = "--total-timeout", paramLabel = "TIME", description = "the longest that a read may take in all")
    @Nullable
    String totalTimeout;

    @Option(names = "--connect-timeout", paramLabel = "TIME", description = "to open a connection (5s)")
    @Nullable
    String connectTimeout;

    @Option(names = "--login-timeout", paramLabel = "TIME", description = "for TLS and login (5s)")
    @Nullable
    String loginTimeout;

    @Option(names = "--max-retries", paramLabel = "N", description = "further rounds after one that failed")
    @Nullable
    String maxRetries;

    @Option(names = "--cluster-name", paramLabel = "NAME", description = "the name that the cluster must have")
    @Nullable
    String clusterName;

    @Option(names = "--services-alternate", negatable = true, description = "use the nodes' alternate addresses")
    @Nullable
    Boolean servicesAlternate;

    @Option(
            names = "--address-map",
            paramLabel = "A=B",
            description = "addresses to use in place of advertised ones, several with commas")
    @Nullable
    String addressMap;

    @Option(names = "--compress", negatable = true, description = "compress on the wire (Enterprise Edition)")
    @Nullable
    Boolean compress;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the file of settings (~/.config/aeroarrow/config.properties)")
    @Nullable
    Path config;

    /**
     * Puts together what options, environment and file say. May ask for a password.
     *
     * @throws UsageException if a value is wrong, naming who has given it
     */
    public Connection resolve(Shell shell) {
        Settings settings = Settings.of(shell, config, NAMES);
        List<HostAddress> seeds = settings.find("hosts", hosts)
                .map(value -> value.as(text -> HostAddress.parseList(text, HostAddress.DEFAULT_PORT)))
                .orElse(List.of(new HostAddress("127.0.0.1", HostAddress.DEFAULT_PORT)));
        ClientConfig client = ClientConfig.of(seeds.toArray(HostAddress[]::new));
        client = with(
                client,
                settings,
                "connect-timeout",
                connectTimeout,
                Setting::asDuration,
                ClientConfig::withConnectTimeout);
        client = with(
                client, settings, "login-timeout", loginTimeout, Setting::asDuration, ClientConfig::withLoginTimeout);
        client = with(client, settings, "cluster-name", clusterName, Setting::text, ClientConfig::withClusterName);
        client = with(
                client,
                settings,
                "services-alternate",
                text(servicesAlternate),
                Setting::asBoolean,
                ClientConfig::withServicesAlternate);
        client = with(client, settings, "compress", text(compress), Setting::asBoolean, ClientConfig::withCompression);
        client = with(
                client,
                settings,
                "address-map",
                addressMap,
                set -> set.as(AddressMap::parse),
                ClientConfig::withAddressMap);
        client = client.withTls(new TlsSettings(settings, text(tls), tlsCa, tlsCert, tlsKey).resolve());
        client = client.withCredentials(new LoginSettings(settings, user, passwordFile, auth).resolve(shell));
        try {
            client.requireSafeLogin();
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "this login is not safe: --auth external needs --tls, --auth pki --tls-cert as well", e);
        }
        return new Connection(client, reading(settings));
    }

    private ReadOptions reading(Settings settings) {
        ReadOptions defaults = ReadOptions.DEFAULT;
        return defaults.withScanTimeouts(times(settings, defaults.scanTimeouts()))
                .withLookupTimeouts(times(settings, defaults.lookupTimeouts()));
    }

    private Timeouts times(Settings settings, Timeouts defaults) {
        Timeouts times = defaults;
        times = with(times, settings, "timeout", timeout, Setting::asDuration, Timeouts::withSocket);
        times = with(times, settings, "total-timeout", totalTimeout, Setting::asDuration, Timeouts::withTotal);
        return with(times, settings, "max-retries", maxRetries, Setting::asInteger, Timeouts::withMaxRetries);
    }

    private interface Change<T, V> {
        T apply(T target, V value);
    }

    private static <T, V> T with(
            T target,
            Settings settings,
            String name,
            @Nullable String option,
            Function<Setting, V> reading,
            Change<T, V> change) {
        return settings.find(name, option)
                .map(setting -> setting.as(text -> change.apply(target, reading.apply(setting))))
                .orElse(target);
    }

    private static @Nullable String text(@Nullable Boolean option) {
        return option == null ? null : option.toString();
    }
}
