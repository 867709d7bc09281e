package io.aeroarrow.python;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.cli.ConnectionSettings;
import java.util.Map;
import java.util.Optional;

/** A connection to a cluster. */
public final class PythonClient implements AutoCloseable {

    private final AeroArrow connection;
    private final AeroArrowView aero;

    private PythonClient(AeroArrow connection, AeroArrowView aero) {
        this.connection = connection;
        this.aero = aero;
    }

    /**
     * Connects to a cluster.
     *
     * @param variables the settings, named as the environment variables of the command line
     * @return a client that the caller closes
     */
    public static PendingCall<PythonClient> connect(Map<String, String> variables) {
        Map<String, String> copy = Map.copyOf(variables);
        return PendingCall.start("connect", () -> {
            ConnectionSettings settings = ConnectionSettings.of(copy);
            AeroArrow connection = AeroArrow.connect(settings.client(), PythonMemory.allocator());
            return new PythonClient(connection, connection.with(settings.reading()));
        });
    }

    /**
     * Returns a scan of a set. Sends nothing.
     *
     * @param namespace the namespace
     * @param set the set; empty for all sets of the namespace
     * @return a scan of all records and bins
     */
    public PythonScan scan(String namespace, String set) {
        return new PythonScan(aero, aero.scan(namespace, set), namespace, set);
    }

    /**
     * Returns a write to a set. Sends nothing.
     *
     * @param namespace the namespace
     * @param set the set
     * @return a write with the default settings
     */
    public PythonWrite write(String namespace, String set) {
        return new PythonWrite(aero.write(namespace, set));
    }

    /**
     * Deletes all records of a set, on the servers.
     *
     * @param namespace the namespace
     * @param set the set; empty for the whole namespace
     * @return completes when the servers have accepted it
     */
    public PendingCall<Boolean> truncate(String namespace, String set) {
        return PendingCall.start("truncate", () -> {
            aero.client().truncate(namespace, set, Optional.empty());
            return true;
        });
    }

    @Override
    public void close() {
        connection.close();
    }
}
