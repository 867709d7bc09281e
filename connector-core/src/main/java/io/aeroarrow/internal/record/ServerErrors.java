package io.aeroarrow.internal.record;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.request.BatchCommands;
import io.aeroarrow.internal.request.RecordRequest;
import io.aeroarrow.model.Key;

/** The errors that answers about records tell of. */
public final class ServerErrors {

    private ServerErrors() {}

    static AeroArrowException of(int resultCode, RecordRequest request) {
        Key key = request.key();
        return ErrorDetails.of(of(resultCode, request.writes(), key.namespace(), key.set()))
                .ofKey(request.digestInHex())
                .error();
    }

    /** As the other one, for a key of a batch. */
    public static AeroArrowException of(int resultCode, BatchCommands batch, int key) {
        return ErrorDetails.of(of(resultCode, batch.writes(key), batch.namespace(key), batch.set(key)))
                .ofKey(batch.digestInHex(key))
                .error();
    }

    private static AeroArrowException of(int resultCode, boolean writes, String namespace, String set) {
        String what = writes ? "writing" : "reading";
        return ServerErrorException.of(
                resultCode, what + " a record of namespace '" + namespace + "', set '" + set + "'");
    }

    /**
     * Sees that an answer tells of success.
     *
     * @return false if there is no such record
     */
    static boolean found(RecordCursor answer, RecordRequest request) {
        if (ResultCode.NOT_FOUND.is(answer.resultCode())) {
            return false;
        }
        requireOk(answer, request);
        return true;
    }

    static void requireOk(RecordCursor answer, RecordRequest request) {
        if (!ResultCode.OK.is(answer.resultCode())) {
            throw of(answer.resultCode(), request);
        }
    }
}
