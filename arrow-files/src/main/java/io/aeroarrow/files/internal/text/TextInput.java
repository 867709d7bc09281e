package io.aeroarrow.files.internal.text;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The bytes of a text file, decompressed if they are gzipped. Counts the bytes read from the file. */
public final class TextInput implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;

    private final Counting file;
    private final InputStream text;

    private TextInput(Counting file, InputStream text) {
        this.file = file;
        this.text = text;
    }

    public static TextInput open(Path path) throws IOException {
        Counting file = new Counting(Files.newInputStream(path));
        try {
            BufferedInputStream bytes = new BufferedInputStream(file, BUFFER_BYTES);
            bytes.mark(2);
            int magic = bytes.read() << 8 | bytes.read();
            bytes.reset();
            return new TextInput(file, magic == GZIP_MAGIC ? new GZIPInputStream(bytes, BUFFER_BYTES) : bytes);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    public InputStream stream() {
        return text;
    }

    long bytesRead() {
        return file.bytes;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    private static final class Counting extends FilterInputStream {

        private long bytes;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            bytes += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = in.read(into, offset, length);
            bytes += Math.max(read, 0);
            return read;
        }
    }
}
