package io.aeroarrow.arrow.write;

import java.util.List;
import java.util.stream.Collectors;

/** Reports that rows of a write failed; the other rows are written. {@link WriteResult#orThrow} throws it. */
public final class WriteFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int MAX_DESCRIBED = 3;

    private final transient WriteResult result;

    WriteFailedException(WriteResult result) {
        super(message(result));
        this.result = result;
    }

    private static String message(WriteResult result) {
        List<RowFailure> first = result.failures().stream().limit(MAX_DESCRIBED).toList();
        return result.failed() + " of " + result.rows() + " rows were not written"
                + (result.inDoubt() > 0 ? ", " + result.inDoubt() + " of them in doubt" : "")
                + (result.stopped() ? "; the write stopped early" : "")
                + first.stream().map(failure -> "; " + failure).collect(Collectors.joining());
    }

    /** {@return the result of the write; null after deserialization} */
    public WriteResult result() {
        return result;
    }
}
