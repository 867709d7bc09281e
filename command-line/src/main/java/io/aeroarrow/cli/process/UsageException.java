package io.aeroarrow.cli.process;

import org.jspecify.annotations.Nullable;

/** What the user has asked for makes no sense, or cannot be understood. Nothing has been done. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(@Nullable String message, Throwable cause) {
        super(message, cause);
    }
}
