package io.aeroarrow.files.internal.text;

import io.aeroarrow.files.format.FileCompression;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Writes text to a stream, optionally with gzip. The owner of the underlying stream closes it. */
public record TextOutput(OutputStream stream) {

    public static TextOutput of(OutputStream out, FileCompression compression) throws IOException {
        return new TextOutput(compression == FileCompression.GZIP ? new GZIPOutputStream(out, 1 << 16) : out);
    }

    /** Writes the end of the gzip data and flushes. */
    public void finish() throws IOException {
        if (stream instanceof GZIPOutputStream gzip) {
            gzip.finish();
        }
        stream.flush();
    }
}
