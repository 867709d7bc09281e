package io.aeroarrow.files.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a file cannot be written or read as requested: the format cannot hold the data, or the file is corrupt,
 * truncated or does not fit its schema. The message names the file, row, line and column where they are known.
 */
public final class ArrowFileException extends IOException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, and where
     * @param cause the error of the format's library, or {@code null}
     */
    public ArrowFileException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Creates the exception without a cause.
     *
     * @param message what is wrong, and where
     */
    public ArrowFileException(String message) {
        super(message);
    }
}
