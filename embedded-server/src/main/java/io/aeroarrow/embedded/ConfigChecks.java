package io.aeroarrow.embedded;

/** The check of the builders' settings. */
final class ConfigChecks {
    private ConfigChecks() {}

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
