package io.aeroarrow.internal.scan;

/** Measures how long a scan waits, once for each chunk and not for each record. Used by one thread. */
final class ScanMeter {

    private long waitNanos;
    private long retries;

    /** Adds a wait. */
    void waited(long nanos) {
        waitNanos += nanos;
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
