package io.aeroarrow.embedded.internal.wire;

import java.util.Arrays;
import java.util.List;

/** The version of Aerospike that a node speaks as. */
public enum ServerVersion {
    /** Queries take only the bin names from their ops. */
    V8_1_0_3("8.1.0.3"),
    /** Queries execute read ops, and expressions test the membership of lists. */
    V8_1_2_0("8.1.2.0");

    private final String build;

    ServerVersion(String build) {
        this.build = build;
    }

    /** The value of the info command {@code build}. */
    public String build() {
        return build;
    }

    public boolean isAtLeast(ServerVersion other) {
        return compareTo(other) >= 0;
    }

    /**
     * Finds a version by its build.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ServerVersion of(String build) {
        return Arrays.stream(values())
                .filter(version -> version.build.equals(build))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("version " + build + " is not allowed: use one of " + builds()));
    }

    private static List<String> builds() {
        return Arrays.stream(values()).map(ServerVersion::build).toList();
    }
}
