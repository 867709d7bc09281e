package io.aeroarrow.spark.internal.options;

import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import java.io.Serializable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Connection settings, in the form that is sent to the executors. */
sealed interface ConnectionSettings extends Serializable {

    /** Returns the client configuration for this JVM. */
    ClientConfig client();

    /** Resolved settings. A user's password is kept as a hash where the server accepts that. */
    record Complete(ClientConfig client) implements ConnectionSettings {}

    /** Settings with references to secrets. Each JVM reads the files or environment variables itself. */
    record SecretReferences(Map<ConnectionOption, String> given) implements ConnectionSettings {

        @Override
        public ClientConfig client() {
            return read(new OptionValues(Map.copyOf(given)));
        }

        @Override
        public String toString() {
            return "SecretReferences" + given.keySet();
        }
    }

    /**
     * Reads the settings from options.
     *
     * @throws IllegalArgumentException if an option is invalid, or a secret cannot be read in this JVM
     */
    static ConnectionSettings of(OptionValues values) {
        ClientConfig config = read(values);
        if (!values.hasSecretReferences()) {
            return new Complete(config);
        }
        Map<ConnectionOption, String> given = new EnumMap<>(ConnectionOption.class);
        for (ConnectionOption option : ConnectionOption.values()) {
            values.given(option).ifPresent(value -> given.put(option, value));
        }
        return new SecretReferences(given);
    }

    private static ClientConfig read(OptionValues values) {
        int port = values.number(ConnectionOption.PORT, 1, 65_535);
        ClientConfig clear = ClientConfig.of(new HostAddress("localhost", port))
                .withSeeds(HostAddress.parseList(values.text(ConnectionOption.HOST), port))
                .withClusterName(values.text(ConnectionOption.CLUSTER_NAME))
                .withServicesAlternate(values.flag(ConnectionOption.USE_SERVICES_ALTERNATE))
                .withAddressMap(values.addresses(ConnectionOption.ADDRESS_MAP))
                .withRackIds(values.numbers(ConnectionOption.RACK_IDS))
                .withConnectTimeout(millis(values, ConnectionOption.CONNECT_TIMEOUT))
                .withMaxConnectionsPerNode(values.number(ConnectionOption.MAX_CONNECTIONS, 1, Integer.MAX_VALUE))
                .withMemoryLimit((long) values.number(ConnectionOption.MEMORY_LIMIT, 1, 1 << 20) << 20)
                .withCompression(values.flag(ConnectionOption.COMPRESSION))
                .withLoginTimeout(millis(values, ConnectionOption.LOGIN_TIMEOUT));
        int readerMebibytes = values.number(ConnectionOption.READER_MEMORY_LIMIT, 0, 1 << 20);
        ClientConfig limited = readerMebibytes == 0 ? clear : clear.withReaderMemoryLimit((long) readerMebibytes << 20);
        ClientConfig config = SecurityOptions.tls(values)
                .map(limited::withTls)
                .orElse(limited)
                .withCredentials(SecurityOptions.credentials(values));
        config.requireSafeLogin();
        return config;
    }

    private static Duration millis(OptionValues values, ConnectionOption option) {
        return Duration.ofMillis(values.number(option, 1, Integer.MAX_VALUE));
    }
}
