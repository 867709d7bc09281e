package io.aeroarrow.arrow.write;

import io.aeroarrow.arrow.Write;

/** The outcome of each row of a write. {@link Write#keepResults} requests it. */
public interface RowResults {

    /** The outcome of one row. */
    enum Outcome {
        /** The row was written, or its record deleted. */
        WRITTEN,
        /**
         * The record was left unchanged: the server's answer is one of {@link Write#skipping}, or all bins of the row are
         * null and there is no bin to remove.
         */
        SKIPPED,
        /** The row was not written. */
        FAILED,
        /** No server confirmed the write: the row may have been written or not. */
        IN_DOUBT,
        /** The write stopped before this row's answer arrived. */
        UNKNOWN
    }

    /** {@return the number of rows, counted over all batches} */
    int count();

    /**
     * {@return the outcome of a row}
     *
     * @param row from 0 to {@link #count()} - 1
     * @throws IndexOutOfBoundsException if there is no such row
     */
    Outcome outcome(int row);

    /**
     * {@return the server's result code for a row, see {@link io.aeroarrow.error.ResultCode}; {@link
     * WriteResult#NO_ANSWER} if no server answered}
     *
     * @param row from 0 to {@link #count()} - 1
     * @throws IndexOutOfBoundsException if there is no such row
     */
    int resultCode(int row);
}
