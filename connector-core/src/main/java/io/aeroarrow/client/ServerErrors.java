package io.aeroarrow.client;

import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.ResultCode;
import io.aeroarrow.model.ServerErrorException;
import io.aeroarrow.protocol.BatchCommands;
import io.aeroarrow.protocol.RecordCursor;
import io.aeroarrow.protocol.RecordRequest;

/** The errors that answers about records tell of. */
final class ServerErrors {

    private ServerErrors() {}

    static AeroArrowException of(int resultCode, RecordRequest request) {
        Key key = request.key();
        return of(resultCode, request.writes(), key.namespace(), key.set()).ofKey(request.digestInHex());
    }

    /** As the other one, for a key of a batch. */
    static AeroArrowException of(int resultCode, BatchCommands batch, int key) {
        return of(resultCode, batch.writes(key), batch.namespace(key), batch.set(key))
                .ofKey(batch.digestInHex(key));
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
