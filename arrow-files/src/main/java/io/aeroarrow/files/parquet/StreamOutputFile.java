package io.aeroarrow.files.parquet;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A stream as the file that parquet-java writes to. Closing it leaves the stream open; once given up, it swallows the rest. */
final class StreamOutputFile extends PositionOutputStream implements OutputFile {

    private final OutputStream out;
    private long position;
    private boolean givenUp;

    StreamOutputFile(OutputStream out) {
        this.out = out;
    }

    void giveUp() {
        givenUp = true;
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int value) throws IOException {
        if (!givenUp) {
            out.write(value);
        }
        position++;
    }

    @Override
    public void write(byte[] values, int offset, int length) throws IOException {
        if (!givenUp) {
            out.write(values, offset, length);
        }
        position += length;
    }

    @Override
    public void close() {
        // The stream belongs to the caller.
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
