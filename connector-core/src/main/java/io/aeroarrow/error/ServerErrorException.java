package io.aeroarrow.error;

import org.jspecify.annotations.Nullable;

/** A node answered with an error. */
public sealed class ServerErrorException extends AeroArrowException permits AccessRefusedException {

    private static final long serialVersionUID = 1;

    private final int resultCode;

    ServerErrorException(int resultCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.resultCode = resultCode;
    }

    /**
     * The error that a result code stands for.
     *
     * @param resultCode the code the node answered with, see {@link ResultCode}
     * @param what what was asked, and of which node
     * @return an {@link AccessRefusedException} if the code is about logins and permissions
     */
    public static ServerErrorException of(int resultCode, String what) {
        String message = what + " failed: " + ResultCode.describe(resultCode);
        return ResultCode.isAboutAccess(resultCode)
                ? new AccessRefusedException(resultCode, message, null)
                : new ServerErrorException(resultCode, message, null);
    }

    /** {@return the code that the node answered with} */
    public int resultCode() {
        return resultCode;
    }

    /**
     * {@return the name of the code, such as {@code NAMESPACE}; of a code that this library does not know, its number}
     */
    public String name() {
        return ResultCode.find(resultCode).map(Enum::name).orElseGet(() -> Integer.toString(resultCode));
    }

    /** {@return what the code means, in words} */
    public String meaning() {
        return ResultCode.find(resultCode).map(ResultCode::meaning).orElse("not known to this library");
    }

    /** Whether it is an error that passes, such as a partition on the move or a queue that is full. */
    @Override
    public boolean retryable() {
        return ResultCode.isRetryable(resultCode);
    }

    @Override
    ServerErrorException copy(String message) {
        return new ServerErrorException(resultCode, message, this);
    }
}
