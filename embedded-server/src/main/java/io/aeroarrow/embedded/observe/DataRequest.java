package io.aeroarrow.embedded.observe;

import java.util.List;

/**
 * What one data request asked for.
 *
 * @param kind what kind of request
 * @param namespace its namespace; that of the first row for a batch
 * @param set its set, empty if none was named; that of the first row for a batch
 * @param bins the names in its ops, each once, in order of first mention; of all rows for a batch
 * @param partitions the number of partitions a query asked for, 0 for other requests
 * @param rows the number of rows of a batch, 0 for other requests
 * @param maxRecords the limit a query sent, 0 for none
 * @param noBinData whether bin data was declined
 * @param filtered whether a filter expression was sent, in some row at least
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
        QUERY,
        BATCH,
        READ,
        WRITE,
        DELETE
    }

    public DataRequest {
        bins = List.copyOf(bins);
    }
}
