package io.aeroarrow.embedded.observe;

import java.util.List;

/**
 * A data request as the server received it.
 *
 * @param kind the kind of request
 * @param namespace the namespace; for a batch, the namespace of the first row
 * @param set the set, empty if the request names none; for a batch, the set of the first row
 * @param bins the bin names in the operations, without duplicates, in order of first mention; for a batch, of all rows
 * @param partitions the number of partitions that a query asks for; 0 for other requests
 * @param rows the number of rows of a batch; 0 for other requests
 * @param maxRecords the max-records limit of a query; 0 for none
 * @param noBinData whether the request asks for no bin data
 * @param filtered whether the request, or at least one row of a batch, has a filter expression
 */
public record DataRequest(
        Kind kind,
        String namespace,
        String set,
        List<String> bins,
        int partitions,
        int rows,
        long maxRecords,
        boolean noBinData,
        boolean filtered) {

    /** The kinds of data requests. */
    public enum Kind {
        /** A scan or an index query in the foreground. */
        QUERY,
        /** A batch. */
        BATCH,
        /** A read of a single record. */
        READ,
        /** A write or touch of a single record. */
        WRITE,
        /** A delete of a single record. */
        DELETE
    }

    /** Copies the list. */
    public DataRequest {
        bins = List.copyOf(bins);
    }
}
