package io.aeroarrow.files.internal.parquet;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Lets parquet-java write to a stream, which is never closed. After {@link #discardRest()} it drops the footer that
 * parquet-java writes on close.
 */
final class StreamOutputFile extends PositionOutputStream implements OutputFile {

    private final OutputStream out;
    private long position;
    private boolean discarding;

    StreamOutputFile(OutputStream out) {
        this.out = out;
    }

    void discardRest() {
        discarding = true;
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int value) throws IOException {
        if (!discarding) {
            out.write(value);
        }
        position++;
    }

    @Override
    public void write(byte[] values, int offset, int length) throws IOException {
        if (!discarding) {
            out.write(values, offset, length);
        }
        position += length;
    }

    @Override
    public void close() {
        // The caller owns the stream.
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return this;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return this;
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }
}
