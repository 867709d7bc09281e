package io.aeroarrow.files.internal.output;

import java.io.IOException;

/** Writes one file, batch by batch. */
public interface BatchWriter extends AutoCloseable {

    /** Writes the rows that the source's root holds now. */
    void write() throws IOException;

    /** Writes the end of the file. A file without this call is incomplete. */
    void finish() throws IOException;

    /** Releases memory. Writes nothing if {@link #finish()} was not called or failed. */
    @Override
    void close();
}
