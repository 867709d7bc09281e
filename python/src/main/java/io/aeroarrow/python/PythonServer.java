package io.aeroarrow.python;

import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultTarget;
import io.aeroarrow.embedded.fault.RequestType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.stream.Collectors;

/** An embedded server in this JVM. */
public final class PythonServer implements AutoCloseable {

    private final EmbeddedAerospike server;

    private PythonServer(EmbeddedAerospike server) {
        this.server = server;
    }

    /**
     * Starts a server on free ports.
     *
     * @param nodes the number of nodes
     * @param namespaces the names of the namespaces
     * @return a server that the caller closes
     */
    public static PendingCall<PythonServer> start(int nodes, String[] namespaces) {
        return PendingCall.start(
                "server",
                () -> new PythonServer(EmbeddedAerospike.builder()
                        .nodes(nodes)
                        .namespaces(namespaces)
                        .start()));
    }

    /** {@return the addresses of the nodes, as {@code host:port}, separated by commas} */
    public String addresses() {
        return server.addresses().stream().map(PythonServer::address).collect(Collectors.joining(","));
    }

    private static String address(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    /** {@return the number of records} */
    public long objects() {
        return server.objects();
    }

    /**
     * Slows all queries down, for tests.
     *
     * @param bytes the bytes that a node sends before each pause
     * @param millis the length of a pause
     */
    public void slowDown(int bytes, long millis) {
        server.faults()
                .add(
                        Fault.trickle(bytes, Duration.ofMillis(millis)),
                        FaultTarget.on(RequestType.QUERY, RequestType.BATCH));
    }

    /**
     * Answers all queries with a result code, for tests.
     *
     * @param code the result code
     */
    public void failWith(int code) {
        server.faults().add(Fault.result(code), FaultTarget.on(RequestType.QUERY, RequestType.BATCH));
    }

    /** Removes all faults. */
    public void recover() {
        server.faults().clear();
    }

    @Override
    public void close() {
        server.close();
    }
}
