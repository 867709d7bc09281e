package io.aeroarrow.files;

import java.io.IOException;

/** Writes one file, batch by batch. */
public interface BatchWriter extends AutoCloseable {

    /** Writes the rows that are now in the source's root. */
    void write() throws IOException;

    /** Writes what belongs to the end. Without this call the file is not complete. */
    void finish() throws IOException;

    /** Lets go of memory. After a {@link #finish()} that did not happen or failed, nothing more is written. */
    @Override
    void close();
}
