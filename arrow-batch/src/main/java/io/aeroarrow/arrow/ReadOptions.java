package io.aeroarrow.arrow;

import io.aeroarrow.client.BatchReadSpec;
import io.aeroarrow.model.OnMismatch;
import io.aeroarrow.model.ScanRequest.EmptyRecords;
import io.aeroarrow.model.Timeouts;
import java.io.Serializable;

/**
 * How records become batches.
 *
 * @param batchRows the most rows of a batch
 * @param batchBytes a batch ends once its records took so many bytes on the wire, so that large records do not need
 *     more memory than small ones
 * @param onMismatch what becomes of a value that its column's type cannot hold exactly
 * @param emptyRecords what becomes of records that have none of the columns' bins
 * @param sampleRecords how many records to look at where a schema is inferred
 * @param maxKeysPerRequest the most keys to send a node in one batch request
 * @param scanTimeouts how long a scan waits, and how often it tries again
 * @param lookupTimeouts how long a batch read waits, and how often it tries again
 */
public record ReadOptions(
        int batchRows,
        long batchBytes,
        OnMismatch onMismatch,
        EmptyRecords emptyRecords,
        int sampleRecords,
        int maxKeysPerRequest,
        Timeouts scanTimeouts,
        Timeouts lookupTimeouts)
        implements Serializable {

    /** 16,384 rows or 32 MiB a batch; a mismatch fails; no record is left out; inference looks at 1,000 records. */
    public static final ReadOptions DEFAULT = new ReadOptions(
            16_384,
            32L << 20,
            OnMismatch.FAIL,
            EmptyRecords.KEEP,
            1_000,
            BatchReadSpec.DEFAULT_MAX_KEYS,
            Timeouts.SCAN,
            Timeouts.LOOKUP);

    public ReadOptions {
        requirePositive("batchRows", batchRows);
        requirePositive("batchBytes", batchBytes);
        requirePositive("sampleRecords", sampleRecords);
        requirePositive("maxKeysPerRequest", maxKeysPerRequest);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be 1 or more");
        }
    }

    public ReadOptions withBatchRows(int rows) {
        return new ReadOptions(
                rows,
                batchBytes,
                onMismatch,
                emptyRecords,
                sampleRecords,
                maxKeysPerRequest,
                scanTimeouts,
                lookupTimeouts);
    }

    public ReadOptions withBatchBytes(long bytes) {
        return new ReadOptions(
                batchRows,
                bytes,
                onMismatch,
                emptyRecords,
                sampleRecords,
                maxKeysPerRequest,
                scanTimeouts,
                lookupTimeouts);
    }

    public ReadOptions withOnMismatch(OnMismatch policy) {
        return new ReadOptions(
                batchRows,
                batchBytes,
                policy,
                emptyRecords,
                sampleRecords,
                maxKeysPerRequest,
                scanTimeouts,
                lookupTimeouts);
    }

    public ReadOptions withEmptyRecords(EmptyRecords treatment) {
        return new ReadOptions(
                batchRows,
                batchBytes,
                onMismatch,
                treatment,
                sampleRecords,
                maxKeysPerRequest,
                scanTimeouts,
                lookupTimeouts);
    }

    public ReadOptions withSampleRecords(int records) {
        return new ReadOptions(
                batchRows,
                batchBytes,
                onMismatch,
                emptyRecords,
                records,
                maxKeysPerRequest,
                scanTimeouts,
                lookupTimeouts);
    }

    public ReadOptions withMaxKeysPerRequest(int keys) {
        return new ReadOptions(
                batchRows, batchBytes, onMismatch, emptyRecords, sampleRecords, keys, scanTimeouts, lookupTimeouts);
    }

    public ReadOptions withScanTimeouts(Timeouts timeouts) {
        return new ReadOptions(
                batchRows,
                batchBytes,
                onMismatch,
                emptyRecords,
                sampleRecords,
                maxKeysPerRequest,
                timeouts,
                lookupTimeouts);
    }

    public ReadOptions withLookupTimeouts(Timeouts timeouts) {
        return new ReadOptions(
                batchRows,
                batchBytes,
                onMismatch,
                emptyRecords,
                sampleRecords,
                maxKeysPerRequest,
                scanTimeouts,
                timeouts);
    }
}
