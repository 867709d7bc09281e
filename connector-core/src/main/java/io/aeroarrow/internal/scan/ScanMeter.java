package io.aeroarrow.internal.scan;

/** What a scan spends on waiting, measured by the chunk and not by the record. Used by one thread. */
final class ScanMeter {

    private long waitNanos;
    private long retries;

    /** Counts the time since a moment of {@link System#nanoTime} as waited for. */
    void waitedSince(long start) {
        waitNanos += System.nanoTime() - start;
    }

    void retried() {
        retries++;
    }

    long waitNanos() {
        return waitNanos;
    }

    long retries() {
        return retries;
    }
}
