package io.aeroarrow.spark.option;

import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import java.io.Serializable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** How the cluster is reached, and as whom, as it travels to the executors. */
sealed interface ConnectionSettings extends Serializable {

    /** What a client is made by, in this JVM. */
    ClientConfig client();

    /** Complete; of passwords of users, it holds the hash alone where that is enough. */
    record Complete(ClientConfig client) implements ConnectionSettings {}

    /** With secrets that are only named: each JVM reads them for itself. */
    record SecretsNamed(Map<ConnectionOption, String> given) implements ConnectionSettings {

        @Override
        public ClientConfig client() {
            return read(new OptionValues(Map.copyOf(given)));
        }

        @Override
        public String toString() {
            return "SecretsNamed" + given.keySet();
        }
    }

    /**
     * What the options say.
     *
     * @throws IllegalArgumentException naming the option that is wrong, also if a secret cannot be read here
     */
    static ConnectionSettings of(OptionValues values) {
        ClientConfig config = read(values);
        if (!values.namesSecrets()) {
            return new Complete(config);
        }
        Map<ConnectionOption, String> given = new EnumMap<>(ConnectionOption.class);
        for (ConnectionOption option : ConnectionOption.values()) {
            values.given(option).ifPresent(value -> given.put(option, value));
        }
        return new SecretsNamed(given);
    }

    private static ClientConfig read(OptionValues values) {
        int port = values.number(ConnectionOption.PORT, 1, 65_535);
        ClientConfig config = ClientConfig.of(new HostAddress("localhost", port))
                .withSeeds(HostAddress.parseList(values.text(ConnectionOption.HOST), port))
                .withClusterName(values.text(ConnectionOption.CLUSTER_NAME))
                .withServicesAlternate(values.flag(ConnectionOption.USE_SERVICES_ALTERNATE))
                .withAddressMap(values.addresses(ConnectionOption.ADDRESS_MAP))
                .withRackIds(values.numbers(ConnectionOption.RACK_IDS))
                .withConnectTimeout(millis(values, ConnectionOption.CONNECT_TIMEOUT))
                .withMaxConnectionsPerNode(values.number(ConnectionOption.MAX_CONNECTIONS, 1, Integer.MAX_VALUE))
                .withCompression(values.flag(ConnectionOption.COMPRESSION))
                .withLoginTimeout(millis(values, ConnectionOption.LOGIN_TIMEOUT))
                .withTls(SecurityOptions.tls(values))
                .withCredentials(SecurityOptions.credentials(values));
        config.requireSafeLogin();
        return config;
    }

    private static Duration millis(OptionValues values, ConnectionOption option) {
        return Duration.ofMillis(values.number(option, 1, Integer.MAX_VALUE));
    }
}
