package io.aeroarrow.arrow.write;

import io.aeroarrow.arrow.Write;
import java.util.Arrays;

/** What became of each row of a write, see {@link Write#keepResults}. */
public final class RowResults {

    /** What became of a row. */
    public enum Outcome {
        /** The record is as the row has it. */
        WRITTEN,
        /** The record was left as it is, as {@link Write#skipping} says. */
        SKIPPED,
        /** The record is not as the row has it. */
        FAILED,
        /** There was no clear answer: the row may be written, or not. */
        IN_DOUBT,
        /** The write was given up before this row was answered. */
        UNKNOWN
    }

    private static final int FIRST_ROWS = 1_024;

    private Outcome[] outcomes = new Outcome[FIRST_ROWS];
    private short[] resultCodes = new short[FIRST_ROWS];
    private int count;

    public RowResults() {}

    public void set(long row, Outcome outcome, int resultCode) {
        int at = Math.toIntExact(row);
        if (at >= outcomes.length) {
            int size = Math.max(at + 1, 2 * outcomes.length);
            outcomes = Arrays.copyOf(outcomes, size);
            resultCodes = Arrays.copyOf(resultCodes, size);
        }
        while (count <= at) {
            outcomes[count] = Outcome.UNKNOWN;
            resultCodes[count] = WriteResult.NOT_ASKED;
            count++;
        }
        outcomes[at] = outcome;
        resultCodes[at] = (short) resultCode;
    }

    /** How many rows there are, counted over all batches. */
    public int count() {
        return count;
    }

    /** What became of a row. */
    public Outcome outcome(int row) {
        requireRow(row);
        return outcomes[row];
    }

    /** The server's answer, see {@link io.aeroarrow.error.ResultCode}; {@link WriteResult#NOT_ASKED} if there is none. */
    public int resultCode(int row) {
        requireRow(row);
        return resultCodes[row];
    }

    private void requireRow(int row) {
        if (row < 0 || row >= count) {
            throw new IndexOutOfBoundsException("row " + row + " of " + count + " that were written");
        }
    }

    @Override
    public String toString() {
        return "the results of " + count + " rows";
    }
}
