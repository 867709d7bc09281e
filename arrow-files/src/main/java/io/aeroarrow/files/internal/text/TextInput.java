package io.aeroarrow.files.internal.text;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The bytes of a text file, decompressed if they are gzipped. Counts the bytes read from the file. */
public final class TextInput implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

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
            return new TextInput(file, withoutMark(magic == GZIP_MAGIC ? gunzipped(bytes) : bytes));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static BufferedInputStream gunzipped(InputStream bytes) throws IOException {
        return new BufferedInputStream(new GZIPInputStream(bytes, BUFFER_BYTES), BUFFER_BYTES);
    }

    /** Skips a byte order mark, which would become a part of the first name or value. */
    private static InputStream withoutMark(BufferedInputStream text) throws IOException {
        text.mark(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(text.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            text.reset();
        }
        return text;
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
