package io.aeroarrow.spark.option;

import io.aeroarrow.policy.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret that an option gives, or says where to find: {@code file:/a/path} or {@code env:NAME}, as Aerospike's tools do. */
final class SecretSource {

    private static final String FILE = "file:";
    private static final String ENVIRONMENT = "env:";

    private SecretSource() {}

    static boolean isNamed(String value) {
        return value.startsWith(FILE) || value.startsWith(ENVIRONMENT);
    }

    /**
     * The secret of an option's value.
     *
     * @throws IllegalArgumentException naming the option, and the file or variable that there is none of in this JVM
     */
    static Secret read(SourceOption option, String value) {
        if (value.startsWith(FILE)) {
            return file(option, value.substring(FILE.length()));
        } else if (value.startsWith(ENVIRONMENT)) {
            return variable(option, value.substring(ENVIRONMENT.length()));
        }
        return Secret.of(value);
    }

    /** Editors end a file with a newline, which is no part of the secret. */
    private static Secret file(SourceOption option, String path) {
        try {
            String text = Files.readString(Path.of(path), StandardCharsets.UTF_8);
            return Secret.of(text.replaceFirst("\r?\n\\z", ""));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "option '" + option.key() + "' is to be read from the file '" + path
                            + "', which cannot be read here; the driver and each executor need it",
                    e);
        }
    }

    private static Secret variable(SourceOption option, String name) {
        String text = System.getenv(name);
        if (text == null) {
            throw new IllegalArgumentException(
                    "option '" + option.key() + "' is to be read from the environment variable '"
                            + name + "', which is not set here; the driver and each executor need it"
                            + " (spark.executorEnv." + name + " sets it there, but shows it)");
        }
        return Secret.of(text);
    }
}
