package io.aeroarrow.client;

import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.ResultCode;
import io.aeroarrow.model.ServerErrorException;
import io.aeroarrow.protocol.RecordCursor;
import io.aeroarrow.protocol.RecordRequest;

/** The errors that answers about records tell of. */
final class ServerErrors {

    private ServerErrors() {}

    static AeroArrowException of(int resultCode, RecordRequest request) {
        Key key = request.key();
        String what = request.writes() ? "writing" : "reading";
        return ServerErrorException.of(
                        resultCode, what + " a record of namespace '" + key.namespace() + "', set '" + key.set() + "'")
                .ofKey(request.digestInHex());
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
