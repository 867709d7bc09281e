package io.aeroarrow.spark.internal.write;

/** Thrown if rows of a write have failed. Other rows may be written. */
public final class RowsNotWrittenException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    RowsNotWrittenException(String table, WriteSummary summary) {
        super(message(table, summary));
    }

    private static String message(String table, WriteSummary summary) {
        return summary.failed() + " of " + summary.rows() + " rows were not written to " + table
                + (summary.inDoubt() > 0 ? ", " + summary.inDoubt() + " of them in doubt (no answer)" : "")
                + "; " + summary.written() + " were: " + String.join("; ", summary.failures());
    }
}
