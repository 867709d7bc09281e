package io.aeroarrow.embedded;

/** The check of the builders' settings. */
final class Settings {
    private Settings() {}

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
