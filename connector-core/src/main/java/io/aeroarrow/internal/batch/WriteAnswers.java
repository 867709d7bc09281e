package io.aeroarrow.internal.batch;

import io.aeroarrow.client.AsyncClient;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.operation.BatchResult;
import java.util.Map;
import java.util.Optional;

/** The results of a batch of encoded writes, by row. */
public final class WriteAnswers {

    private final int[] resultCodes;
    private final Map<Integer, AeroArrowException> errors;

    WriteAnswers(int[] resultCodes, Map<Integer, AeroArrowException> errors) {
        this.resultCodes = resultCodes;
        this.errors = Map.copyOf(errors);
    }

    public int count() {
        return resultCodes.length;
    }

    /** The server's result code, see {@link ResultCode}; {@link BatchResult#NO_ANSWER} if there is none. */
    public int resultCode(int row) {
        return resultCodes[row];
    }

    /** The error of a row, with its in-doubt flag; empty if the row was written. */
    public Optional<AeroArrowException> error(int row) {
        return Optional.ofNullable(errors.get(row));
    }
}
