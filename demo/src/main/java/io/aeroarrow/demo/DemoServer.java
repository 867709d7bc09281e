package io.aeroarrow.demo;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.policy.HostAddress;
import org.jspecify.annotations.Nullable;

/** The server that AEROSPIKE_HOST names, or an embedded server if it is not set. */
record DemoServer(
        HostAddress address, String namespace, @Nullable EmbeddedServer embedded) implements AutoCloseable {

    static DemoServer open() {
        String namespace = System.getenv().getOrDefault("AEROSPIKE_NAMESPACE", "test");
        String host = System.getenv("AEROSPIKE_HOST");
        if (host != null && !host.isBlank()) {
            String port = System.getenv().getOrDefault("AEROSPIKE_PORT", String.valueOf(HostAddress.DEFAULT_PORT));
            return new DemoServer(HostAddress.parse(host + ":" + port, HostAddress.DEFAULT_PORT), namespace, null);
        }
        EmbeddedServer server = EmbeddedServer.start();
        return new DemoServer(new HostAddress(server.host(), server.port()), "test", server);
    }

    @Override
    public String toString() {
        return embedded == null ? "the server at " + address : "an embedded server at " + address;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
