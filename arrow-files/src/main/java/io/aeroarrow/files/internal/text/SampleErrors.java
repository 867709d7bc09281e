package io.aeroarrow.files.internal.text;

import io.aeroarrow.files.format.ArrowFileException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The errors of reading the sample from which types are inferred. */
public final class SampleErrors {

    private SampleErrors() {}

    /** Throws unless the file can be read twice: once for the sample, once for the rows. */
    public static void requireRegularFile(Path file) throws ArrowFileException {
        if (!Files.isRegularFile(file)) {
            throw new ArrowFileException(
                    file + " is not a regular file, so types cannot be inferred from a sample. Provide a schema.");
        }
    }

    /** Returns the error for a sample that cannot be read. */
    public static ArrowFileException unreadable(Path file, IOException cause) {
        if (cause instanceof CharacterCodingException) {
            return new ArrowFileException(file + ": the text is not UTF-8", cause);
        }
        return new ArrowFileException(
                file + ": the text is corrupt or truncated and cannot be read: " + cause.getMessage(), cause);
    }
}
