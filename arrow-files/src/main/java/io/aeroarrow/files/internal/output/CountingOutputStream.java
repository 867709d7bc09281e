package io.aeroarrow.files.internal.output;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts the bytes written. */
public final class CountingOutputStream extends FilterOutputStream {

    private long bytes;

    public CountingOutputStream(OutputStream out) {
        super(out);
    }

    public long bytes() {
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
