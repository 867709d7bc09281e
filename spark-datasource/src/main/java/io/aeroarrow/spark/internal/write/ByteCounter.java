package io.aeroarrow.spark.internal.write;

/** Counts the approximate bytes of rows. */
final class ByteCounter {

    private long bytes;

    void add(long more) {
        bytes += more;
    }

    long bytes() {
        return bytes;
    }

    void clear() {
        bytes = 0;
    }
}
