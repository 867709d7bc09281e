package io.aeroarrow.internal.batch;

import io.aeroarrow.client.AsyncClient;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.operation.BatchResult;
import java.util.Map;
import java.util.Optional;

/** What became of the rows of a batch of writes; see {@link AsyncClient#batchWrite}. */
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

    /** The server's answer, see {@link ResultCode}; {@link BatchResult#NO_ANSWER} if there is none. */
    public int resultCode(int row) {
        return resultCodes[row];
    }

    /** Why a row failed, and whether it may have been written all the same; empty for what was done. */
    public Optional<AeroArrowException> error(int row) {
        return Optional.ofNullable(errors.get(row));
    }
}
