package io.aeroarrow.cli.internal.process;

import org.jspecify.annotations.Nullable;

/** Thrown if the command line, the environment or the settings file is invalid. Nothing has been done. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(@Nullable String message, Throwable cause) {
        super(message, cause);
    }
}
