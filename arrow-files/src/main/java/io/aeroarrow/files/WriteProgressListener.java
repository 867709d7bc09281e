package io.aeroarrow.files;

/** Receives the progress of a write. */
@FunctionalInterface
public interface WriteProgressListener {

    /**
     * Called after each batch by the thread that writes. An exception thrown here ends the write.
     *
     * @param soFar the totals written so far
     */
    void onProgress(WriteTotals soFar);
}
