package io.aeroarrow.error;

import org.jspecify.annotations.Nullable;

/** A node refused a login, or something that the user's roles do not allow. The code says what it was. */
public final class AccessRefusedException extends ServerErrorException {

    private static final long serialVersionUID = 1;

    AccessRefusedException(int resultCode, String message, @Nullable Throwable cause) {
        super(resultCode, message, cause);
    }

    /**
     * {@return the error of a code, in words that say more than the code does}
     *
     * @param resultCode the code that the node answered with
     * @param message what was refused, by which node, and what to do
     */
    public static AccessRefusedException because(int resultCode, String message) {
        return new AccessRefusedException(resultCode, message, null);
    }

    /** No: somebody has to change the password, the user's roles or the server's configuration. */
    @Override
    public boolean retryable() {
        return false;
    }

    @Override
    AccessRefusedException copy(String message) {
        return new AccessRefusedException(resultCode(), message, this);
    }
}
