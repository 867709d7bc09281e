package io.aeroarrow.embedded.internal.wire;

/** A request, or one row of a batch, ends with a result code other than 0. */
public final class RequestFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int resultCode;

    public RequestFailure(int resultCode, String reason) {
        // A refusal is an ordinary answer here, so it carries no stack trace.
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
