package io.aeroarrow.embedded.internal.wire;

/** Ends a request, or a row of a batch, with a result code other than 0. */
public final class RequestFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int resultCode;

    public RequestFailure(int resultCode, String reason) {
        // An error is an ordinary answer of the server, so it needs no stack trace.
        super(reason, null, false, false);
        this.resultCode = resultCode;
    }

    public int resultCode() {
        return resultCode;
    }

    public static RequestFailure parameter(String reason) {
        return new RequestFailure(ServerResultCode.PARAMETER, reason);
    }
}
