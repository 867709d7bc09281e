package io.aeroarrow.cli.internal.connect;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.cli.internal.process.UsageException;
import io.aeroarrow.policy.AddressMap;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.Timeouts;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of all commands that connect to a cluster. Without an option, the environment variable applies
 * (AEROARROW_HOSTS for {@code --hosts}), then the settings file.
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
            "compress",
            "schema-set");

    @Option(
            names = {"-H", "--hosts"},
            paramLabel = "HOST",
            description = "seed nodes, host:port or host:tls-name:port, separated by commas; default: 127.0.0.1:3000")
    @Nullable
    String hosts;

    @Option(
            names = {"-U", "--user"},
            paramLabel = "NAME",
            description = "the user; the password is read from --password-file, AEROARROW_PASSWORD or the settings"
                    + " file, or is asked for")
    @Nullable
    String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "a file whose first line is the password")
    @Nullable
    String passwordFile;

    @Option(
            names = "--auth",
            paramLabel = "MODE",
            description = "internal (default), external (LDAP; needs TLS) or pki (login by client certificate)")
    @Nullable
    String auth;

    @Option(names = "--tls", negatable = true, description = "encrypt, and verify the servers' certificates")
    @Nullable
    Boolean tls;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "PEM files of trusted certificates, separated by commas; default: those of the JVM")
    @Nullable
    String tlsCa;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "PEM file of the client certificate, followed by its chain")
    @Nullable
    String tlsCert;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "PEM file (PKCS#8) of the client key; the password of an encrypted key is read from"
                    + " AEROARROW_TLS_KEY_PASSWORD or the settings file")
    @Nullable
    String tlsKey;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description =
                    "the longest time that a read waits for data from a server; default: 30s for scans, 10s for get")
    @Nullable
    String timeout;

    @Option(
            names = "--total-timeout",
            paramLabel = "TIME",
            description =
                    "the longest time that a read takes in total, retries included; default: none for scans, 30s for"
                            + " get")
    @Nullable
    String totalTimeout;

    @Option(
            names = "--connect-timeout",
            paramLabel = "TIME",
            description = "the longest time to open a connection; default: 5s")
    @Nullable
    String connectTimeout;

    @Option(
            names = "--login-timeout",
            paramLabel = "TIME",
            description = "the longest time for the TLS handshake and the login; default: 5s")
    @Nullable
    String loginTimeout;

    @Option(
            names = "--max-retries",
            paramLabel = "N",
            description = "how often a failed read is retried; default: 5 for scans, 2 for get")
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
            description = "replace advertised address A with B; several separated by commas")
    @Nullable
    String addressMap;

    @Option(names = "--compress", negatable = true, description = "compress network traffic (Enterprise Edition)")
    @Nullable
    Boolean compress;

    @Option(
            names = "--schema-set",
            paramLabel = "SET",
            description = "the set that stores the schemas of sets; reads without --schema use them; default: none")
    @Nullable
    String schemaSet;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the settings file; default: ~/.config/aeroarrow/config.properties")
    @Nullable
    Path config;

    /**
     * Resolves options, environment and settings file. May ask for a password.
     *
     * @throws UsageException if a value is invalid; the message names its source
     */
    public ResolvedConnection resolve(Shell shell) {
        Settings settings = Settings.of(shell, config, NAMES);
        ClientConfig clear = cluster(settings);
        ClientConfig client = new TlsSettings(settings, text(tls), tlsCa, tlsCert, tlsKey)
                .resolve()
                .map(clear::withTls)
                .orElse(clear)
                .withCredentials(new LoginSettings(settings, user, passwordFile, auth).resolve(shell));
        try {
            client.requireSafeLogin();
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "the login is not safe: --auth external needs --tls, and --auth pki also needs --tls-cert", e);
        }
        return new ResolvedConnection(client, reading(settings));
    }

    private ClientConfig cluster(Settings settings) {
        List<HostAddress> seeds = settings.find("hosts", hosts)
                .map(value -> value.as(text -> HostAddress.parseList(text, HostAddress.DEFAULT_PORT)))
                .orElse(List.of(new HostAddress("127.0.0.1", HostAddress.DEFAULT_PORT)));
        return new Settable<>(settings, ClientConfig.of(seeds.toArray(HostAddress[]::new)))
                .set("connect-timeout", connectTimeout, Setting::asDuration, ClientConfig::withConnectTimeout)
                .set("login-timeout", loginTimeout, Setting::asDuration, ClientConfig::withLoginTimeout)
                .set("cluster-name", clusterName, Setting::text, ClientConfig::withClusterName)
                .set(
                        "services-alternate",
                        text(servicesAlternate),
                        Setting::asBoolean,
                        ClientConfig::withServicesAlternate)
                .set("compress", text(compress), Setting::asBoolean, ClientConfig::withCompression)
                .set("address-map", addressMap, set -> set.as(AddressMap::parse), ClientConfig::withAddressMap)
                .value();
    }

    private ReadOptions reading(Settings settings) {
        ReadOptions defaults = ReadOptions.DEFAULT;
        ReadOptions timed = defaults.withScanTimeouts(timeouts(settings, defaults.scanTimeouts()))
                .withLookupTimeouts(timeouts(settings, defaults.lookupTimeouts()));
        // An empty option overrides the environment and the settings file.
        return settings.find("schema-set", schemaSet)
                .map(Setting::text)
                .filter(set -> !set.isBlank())
                .map(timed::withSchemaSet)
                .orElse(timed);
    }

    private Timeouts timeouts(Settings settings, Timeouts defaults) {
        return new Settable<>(settings, defaults)
                .set("timeout", timeout, Setting::asDuration, Timeouts::withSocket)
                .set("total-timeout", totalTimeout, Setting::asDuration, Timeouts::withTotal)
                .set("max-retries", maxRetries, Setting::asInteger, Timeouts::withMaxRetries)
                .value();
    }

    /** An immutable configuration, changed by the settings that have a value. */
    private record Settable<C>(Settings settings, C value) {

        <V> Settable<C> set(
                String name, @Nullable String option, Function<Setting, V> parser, BiFunction<C, V, C> change) {
            return settings.find(name, option)
                    .map(setting -> setting.as(text -> change.apply(value, parser.apply(setting))))
                    .map(changed -> new Settable<>(settings, changed))
                    .orElse(this);
        }
    }

    private static @Nullable String text(@Nullable Boolean option) {
        return option == null ? null : option.toString();
    }
}
