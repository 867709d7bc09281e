package io.aeroarrow.files;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what goes through, for progress and for results. */
final class CountingOutputStream extends FilterOutputStream {

    private long bytes;

    CountingOutputStream(OutputStream out) {
        super(out);
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
        bytes++;
    }

    @Override
    public void write(byte[] values, int offset, int length) throws IOException {
        out.write(values, offset, length);
        bytes += length;
    }
}
