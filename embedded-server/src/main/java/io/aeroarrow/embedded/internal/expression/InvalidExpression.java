package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.wire.ServerResultCode;

/** An expression that the server refuses to compile. */
final class InvalidExpression extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final int RESULT_CODE = ServerResultCode.PARAMETER;

    InvalidExpression(String reason) {
        // Answered with a result code, so it needs no stack trace.
        super(reason, null, false, false);
    }
}
