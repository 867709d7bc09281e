package io.aeroarrow.files.text;

import io.aeroarrow.files.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Where text goes: straight, or through gzip. Closing is for the owner of the stream below. */
record TextTarget(OutputStream stream) {

    static TextTarget of(OutputStream out, Compression compression) throws IOException {
        return new TextTarget(compression == Compression.GZIP ? new GZIPOutputStream(out, 1 << 16) : out);
    }

    void finish() throws IOException {
        if (stream instanceof GZIPOutputStream gzip) {
            gzip.finish();
        }
        stream.flush();
    }
}
