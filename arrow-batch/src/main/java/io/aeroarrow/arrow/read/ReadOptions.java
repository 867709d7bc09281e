package io.aeroarrow.arrow.read;

import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.internal.batch.BatchReadSpec;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * How records become batches.
 *
 * @param batchRows the most rows of a batch
 * @param batchBytes a batch ends once its records took so many bytes on the wire, so that large records do not need
 *     more memory than small ones
 * @param reuseMemory whether a scan fills the memory of a batch anew for the next one. That is right only for
 *     consumers that are done with a batch, and all that they made of it, when they ask for the next one
 * @param onMismatch what becomes of a value that its column's type cannot hold exactly
 * @param emptyRecords what becomes of records that have none of the columns' bins
 * @param sampleRecords how many records to look at where a schema is inferred
 * @param maxKeysPerRequest the most keys to send a node in one batch request, of which it has up to four at a time: where
 *     requests take long to travel, more are quicker
 * @param routing whom to read from, and how up to date that must be; of it, scans know the replica policy
 * @param scanTimeouts how long a scan waits, and how often it tries again
 * @param lookupTimeouts how long a batch read waits, and how often it tries again
 */
public record ReadOptions(
        int batchRows,
        long batchBytes,
        boolean reuseMemory,
        OnMismatch onMismatch,
        EmptyRecords emptyRecords,
        int sampleRecords,
        int maxKeysPerRequest,
        ReadRouting routing,
        Timeouts scanTimeouts,
        Timeouts lookupTimeouts)
        implements Serializable {

    /** 16,384 rows or 32 MiB a batch, each in memory of its own; a mismatch fails; no record is left out; inference looks at 1,000 records. */
    public static final ReadOptions DEFAULT = new ReadOptions(
            16_384,
            32L << 20,
            false,
            OnMismatch.FAIL,
            EmptyRecords.KEEP,
            1_000,
            BatchReadSpec.DEFAULT_MAX_KEYS,
            ReadRouting.DEFAULT,
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
        return with(parts -> parts.batchRows = rows);
    }

    public ReadOptions withBatchBytes(long bytes) {
        return with(parts -> parts.batchBytes = bytes);
    }

    public ReadOptions withReuseMemory(boolean reuse) {
        return with(parts -> parts.reuseMemory = reuse);
    }

    public ReadOptions withOnMismatch(OnMismatch policy) {
        return with(parts -> parts.onMismatch = policy);
    }

    public ReadOptions withEmptyRecords(EmptyRecords treatment) {
        return with(parts -> parts.emptyRecords = treatment);
    }

    public ReadOptions withSampleRecords(int records) {
        return with(parts -> parts.sampleRecords = records);
    }

    public ReadOptions withMaxKeysPerRequest(int keys) {
        return with(parts -> parts.maxKeysPerRequest = keys);
    }

    public ReadOptions withRouting(ReadRouting newRouting) {
        return with(parts -> parts.routing = newRouting);
    }

    public ReadOptions withScanTimeouts(Timeouts timeouts) {
        return with(parts -> parts.scanTimeouts = timeouts);
    }

    public ReadOptions withLookupTimeouts(Timeouts timeouts) {
        return with(parts -> parts.lookupTimeouts = timeouts);
    }

    private ReadOptions with(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return parts.whole();
    }

    /** The components while they change, so that a new one is copied in one place. */
    private static final class Parts {
        private int batchRows;
        private long batchBytes;
        private boolean reuseMemory;
        private OnMismatch onMismatch;
        private EmptyRecords emptyRecords;
        private int sampleRecords;
        private int maxKeysPerRequest;
        private ReadRouting routing;
        private Timeouts scanTimeouts;
        private Timeouts lookupTimeouts;

        Parts(ReadOptions from) {
            batchRows = from.batchRows;
            batchBytes = from.batchBytes;
            reuseMemory = from.reuseMemory;
            onMismatch = from.onMismatch;
            emptyRecords = from.emptyRecords;
            sampleRecords = from.sampleRecords;
            maxKeysPerRequest = from.maxKeysPerRequest;
            routing = from.routing;
            scanTimeouts = from.scanTimeouts;
            lookupTimeouts = from.lookupTimeouts;
        }

        ReadOptions whole() {
            return new ReadOptions(
                    batchRows,
                    batchBytes,
                    reuseMemory,
                    onMismatch,
                    emptyRecords,
                    sampleRecords,
                    maxKeysPerRequest,
                    routing,
                    scanTimeouts,
                    lookupTimeouts);
        }
    }
}
