package io.aeroarrow.cli.internal.output;

/** Receives the progress of a read or write of rows. */
@FunctionalInterface
public interface RowProgressListener {

    /** Called with the rows and bytes processed since the start. */
    void onRows(long rows, long bytes);
}
