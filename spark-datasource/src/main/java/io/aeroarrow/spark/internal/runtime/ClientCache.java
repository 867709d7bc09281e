package io.aeroarrow.spark.internal.runtime;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.policy.ClientConfig;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Caches one client per configuration and JVM. Tasks share its connections. A client lives as long as the JVM; its threads
 * are daemons.
 */
public final class ClientCache {

    private static final ConcurrentHashMap<ClientConfig, AeroArrowClient> CLIENTS = new ConcurrentHashMap<>();

    private ClientCache() {}

    /** Returns the client of a configuration. The first call connects. */
    public static AeroArrowClient client(ClientConfig config) {
        return CLIENTS.computeIfAbsent(config, AeroArrowClient::connect);
    }
}
