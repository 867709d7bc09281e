package io.aeroarrow.arrow.write;

import java.util.List;
import java.util.stream.Collectors;

/** Some rows of a write have failed; the others are written. */
public final class WriteFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int MOST_NAMED = 3;

    private final transient WriteResult result;

    WriteFailedException(WriteResult result) {
        super(message(result));
        this.result = result;
    }

    private static String message(WriteResult result) {
        List<RowFailure> first = result.failures().stream().limit(MOST_NAMED).toList();
        return result.failed() + " of " + result.rows() + " rows were not written"
                + (result.inDoubt() > 0 ? ", " + result.inDoubt() + " of them perhaps all the same" : "")
                + (result.stopped() ? "; the write ended there" : "")
                + first.stream().map(failure -> "; " + failure).collect(Collectors.joining());
    }

    public WriteResult result() {
        return result;
    }
}
