package io.aeroarrow.embedded.exp;

import io.aeroarrow.embedded.wire.ResultCode;

/** An expression that a server refuses to build. */
final class InvalidExpression extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final int RESULT_CODE = ResultCode.PARAMETER;

    InvalidExpression(String reason) {
        // Answered with a result code, so it carries no stack trace.
        super(reason, null, false, false);
    }
}
