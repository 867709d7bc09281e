package io.aeroarrow.cli.output;

/** Is told how far something is. */
@FunctionalInterface
public interface RowListener {

    /** So many rows, and so many bytes, from the beginning. */
    void onRows(long rows, long bytes);
}
