package io.aeroarrow.arrow;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.query.ScanRequest;

/** Decides which read options a scan and a lookup use. A change of any other option is an error. */
final class OptionUse {

    private OptionUse() {}

    /** Returns the options with those of the request, which the request decides. */
    static ReadOptions of(ScanRequest request, ReadOptions options) {
        return options.withEmptyRecords(request.emptyRecords())
                .withRouting(options.routing().withReplica(request.replica()))
                .withScanTimeouts(request.timeouts());
    }

    /** Returns the request with the options that both have. */
    static ScanRequest apply(ReadOptions options, ScanRequest request) {
        return request.withEmptyRecords(options.emptyRecords())
                .withReplica(options.routing().replica())
                .withTimeouts(options.scanTimeouts());
    }

    static void requireForScan(ReadOptions before, ReadOptions after) {
        ReadOptions used = after.withLookupTimeouts(before.lookupTimeouts())
                .withMaxKeysPerRequest(before.maxKeysPerRequest())
                .withRouting(before.routing().withReplica(after.routing().replica()));
        require(used, after, "a scan", "lookupTimeouts, maxKeysPerRequest and the read modes of routing");
    }

    static void requireForLookup(ReadOptions before, ReadOptions after) {
        ReadOptions used = after.withBatchRows(before.batchRows())
                .withBatchBytes(before.batchBytes())
                .withReuseMemory(before.reuseMemory())
                .withEmptyRecords(before.emptyRecords());
        require(used, after, "a lookup", "batchRows, batchBytes, reuseMemory and emptyRecords");
    }

    private static void require(ReadOptions used, ReadOptions wanted, String reader, String unused) {
        if (!used.equals(wanted)) {
            throw new IllegalArgumentException(reader + " does not use " + unused
                    + "; they cannot be changed here. Set them on the view, by AeroArrowView.with.");
        }
    }
}
