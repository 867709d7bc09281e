package io.aeroarrow.internal.arrow.read;

import io.aeroarrow.admin.ServerFeature;
import io.aeroarrow.arrow.read.MapReduction;
import io.aeroarrow.internal.arrow.schema.RequestedValues;
import io.aeroarrow.internal.client.CursorClient;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Decides whether servers reduce maps to the keys that a schema names. A server walks through the whole map for it, which
 * costs it some microseconds a record; that pays where it saves many bytes. The limits are measured by the benchmark
 * {@code map-reduction-cost}, without a network between client and server: a network lowers them.
 */
final class MapReductionRule {

    /** The smallest average record, in bytes, for which lookups reduce maps. */
    static final long LOOKUP_BYTES = 8 << 10;
    /** For scans. Their answers cost less than those of lookups, so there is less to save. */
    static final long SCAN_BYTES = 20 << 10;
    /** A map counts as much larger than what is read from it up to one key for so many bytes of the record. */
    private static final int BYTES_PER_KEY = 256;

    private MapReductionRule() {}

    /** Returns what a scan requests. */
    static RequestedValues forScan(
            CursorClient client, String namespace, String set, Schema schema, MapReduction reduction) {
        return client.lowestBuild().supports(ServerFeature.QUERY_OPERATIONS)
                ? decide(client, namespace, set, schema, reduction, SCAN_BYTES)
                : RequestedValues.of(schema);
    }

    /** Returns what a lookup requests. */
    static RequestedValues forLookup(
            CursorClient client, String namespace, String set, Schema schema, MapReduction reduction) {
        return decide(client, namespace, set, schema, reduction, LOOKUP_BYTES);
    }

    private static RequestedValues decide(
            CursorClient client, String namespace, String set, Schema schema, MapReduction reduction, long least) {
        int keys = RequestedValues.keysToReduceTo(schema);
        if (reduction == MapReduction.NEVER) {
            return RequestedValues.of(schema);
        }
        boolean pays = keys > 0
                && (reduction == MapReduction.ALWAYS
                        || client.bytesPerRecord(namespace, set).orElse(0)
                                >= Math.max(least, (long) keys * BYTES_PER_KEY));
        return pays ? RequestedValues.reducingMaps(schema) : RequestedValues.counting(schema);
    }
}
