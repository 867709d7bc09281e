package io.aeroarrow.spark.internal.write;

/** Some rows of a write have failed; others may be written. */
public final class RowsNotWrittenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final WriteSummary tally;

    RowsNotWrittenException(String table, WriteSummary tally) {
        super(message(table, tally));
        this.tally = tally;
    }

    private static String message(String table, WriteSummary tally) {
        return tally.failed() + " of " + tally.rows() + " rows were not written to " + table
                + (tally.inDoubt() > 0 ? ", " + tally.inDoubt() + " of them perhaps all the same" : "")
                + "; " + tally.written() + " were: " + String.join("; ", tally.failures());
    }

    /** What became of the rows. */
    public WriteSummary tally() {
        return tally;
    }
}
