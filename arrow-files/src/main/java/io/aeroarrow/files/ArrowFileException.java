package io.aeroarrow.files;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file cannot be written or read as asked. The message names the file, the place in it where known, and what is wrong. */
public final class ArrowFileException extends IOException {

    private static final long serialVersionUID = 1;

    public ArrowFileException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public ArrowFileException(String message) {
        super(message);
    }
}
