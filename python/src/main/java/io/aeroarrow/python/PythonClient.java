package io.aeroarrow.python;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.cli.ClientSettings;
import io.aeroarrow.query.IndexQuery;
import java.util.Map;

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
            ClientSettings settings = ClientSettings.of(copy);
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
     * Returns a query through a secondary index. Sends nothing.
     *
     * @param namespace the namespace
     * @param set the set; empty for all sets of the namespace
     * @param query the index and its entries
     * @return a scan of the index's records
     */
    public PythonScan query(String namespace, String set, IndexQuery query) {
        return new PythonScan(aero, aero.query(namespace, set, query), namespace, set);
    }

    /**
     * Returns a read by keys. Sends nothing.
     *
     * @param namespace the namespace
     * @param set the set
     * @return a read of all bins
     */
    public PythonLookup lookup(String namespace, String set) {
        return new PythonLookup(aero, namespace, set);
    }

    /**
     * Reads a sample, and infers the columns of a set.
     *
     * @param namespace the namespace
     * @param set the set
     * @param sampleRecords the size of the first sample; 0 for the default
     * @return the columns and their report
     */
    public PendingCall<PythonInference> infer(String namespace, String set, int sampleRecords) {
        return PendingCall.start("infer", () -> {
            AeroArrowView sampling =
                    sampleRecords == 0 ? aero : aero.with(aero.options().withSampleRecords(sampleRecords));
            return new PythonInference(sampling.inferSchema(namespace, set));
        });
    }

    /**
     * Returns the stored schema of a set. Sends nothing.
     *
     * @param namespace the namespace
     * @param set the set
     * @return changes of the stored schema
     */
    public PythonSchemas schemas(String namespace, String set) {
        return new PythonSchemas(aero, namespace, set);
    }

    /** {@return namespaces, sets, indexes and info commands} */
    public PythonAdmin admin() {
        return new PythonAdmin(aero.client());
    }

    @Override
    public void close() {
        connection.close();
    }
}
