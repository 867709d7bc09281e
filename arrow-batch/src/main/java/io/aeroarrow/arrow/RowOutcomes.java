package io.aeroarrow.arrow;

import io.aeroarrow.arrow.write.RowResults;
import io.aeroarrow.arrow.write.WriteResult;
import java.util.Arrays;

/** Collects the outcomes of rows, in any order of the rows. */
final class RowOutcomes implements RowResults {

    private static final int INITIAL_CAPACITY = 1_024;

    private Outcome[] outcomes = new Outcome[INITIAL_CAPACITY];
    private short[] resultCodes = new short[INITIAL_CAPACITY];
    private int count;

    /** Sets a row's outcome; earlier rows without one are {@link Outcome#UNKNOWN}. */
    void set(long row, Outcome outcome, int resultCode) {
        int index = Math.toIntExact(row);
        if (index >= outcomes.length) {
            int size = Math.max(index + 1, 2 * outcomes.length);
            outcomes = Arrays.copyOf(outcomes, size);
            resultCodes = Arrays.copyOf(resultCodes, size);
        }
        while (count <= index) {
            outcomes[count] = Outcome.UNKNOWN;
            resultCodes[count] = WriteResult.NO_ANSWER;
            count++;
        }
        outcomes[index] = outcome;
        resultCodes[index] = (short) resultCode;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public Outcome outcome(int row) {
        requireRow(row);
        return outcomes[row];
    }

    @Override
    public int resultCode(int row) {
        requireRow(row);
        return resultCodes[row];
    }

    private void requireRow(int row) {
        if (row < 0 || row >= count) {
            throw new IndexOutOfBoundsException("there is no row " + row + "; the write has " + count + " rows");
        }
    }

    @Override
    public String toString() {
        return "the results of " + count + " rows";
    }
}
