package io.aeroarrow.spark.write;

/** How many bytes rows take, about. */
final class ByteCount {

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
