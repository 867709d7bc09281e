package io.aeroarrow.spark.internal.write;

/** How many bytes rows take, about. */
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
