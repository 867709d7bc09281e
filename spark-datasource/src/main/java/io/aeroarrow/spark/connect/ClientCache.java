package io.aeroarrow.spark.connect;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.policy.ClientConfig;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One client for each configuration and JVM, whichever number of tasks run: tasks share its connections. It lives as
 * long as the JVM; its threads are daemons.
 */
public final class ClientCache {

    private static final ConcurrentHashMap<ClientConfig, AeroArrowClient> CLIENTS = new ConcurrentHashMap<>();

    private ClientCache() {}

    /** The client of a configuration, connected at the first call. */
    public static AeroArrowClient client(ClientConfig config) {
        return CLIENTS.computeIfAbsent(config, AeroArrowClient::connect);
    }
}
