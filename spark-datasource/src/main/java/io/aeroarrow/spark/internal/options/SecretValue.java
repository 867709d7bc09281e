package io.aeroarrow.spark.internal.options;

import io.aeroarrow.policy.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads secrets: the value itself, or {@code file:/a/path} or {@code env:NAME}, as in Aerospike's tools. */
final class SecretValue {

    private static final String FILE = "file:";
    private static final String ENVIRONMENT = "env:";

    private SecretValue() {}

    /** Returns whether a value names a file or an environment variable. */
    static boolean isReference(String value) {
        return value.startsWith(FILE) || value.startsWith(ENVIRONMENT);
    }

    /**
     * Returns the secret of an option.
     *
     * @throws IllegalArgumentException if the file or environment variable cannot be read in this JVM
     */
    static Secret read(SourceOption option, String value) {
        if (value.startsWith(FILE)) {
            return file(option, value.substring(FILE.length()));
        } else if (value.startsWith(ENVIRONMENT)) {
            return variable(option, value.substring(ENVIRONMENT.length()));
        }
        return Secret.of(value);
    }

    /** Reads a file without its last newline, which editors add. */
    private static Secret file(SourceOption option, String path) {
        try {
            String text = Files.readString(Path.of(path), StandardCharsets.UTF_8);
            return Secret.of(text.replaceFirst("\r?\n\\z", ""));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "option '" + option.key() + "' names the file '" + path
                            + "', which cannot be read here; the driver and each executor need it",
                    e);
        }
    }

    private static Secret variable(SourceOption option, String name) {
        String text = System.getenv(name);
        if (text == null) {
            throw new IllegalArgumentException("option '" + option.key() + "' names the environment variable '"
                    + name + "', which is not set here; the driver and each executor need it"
                    + " (spark.executorEnv." + name + " sets it on executors, but shows its value)");
        }
        return Secret.of(text);
    }
}
