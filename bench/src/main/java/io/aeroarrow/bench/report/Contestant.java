package io.aeroarrow.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * A program or client that is measured.
 *
 * @param against name of the contestant that the ratios of this one compare with; null for none
 */
public record Contestant(
        String name, ContestantKind kind, @Nullable String against) {

    public static Contestant ours(String name, String against) {
        return new Contestant(name, ContestantKind.OURS, against);
    }

    public static Contestant other(String name, @Nullable String against) {
        return new Contestant(name, ContestantKind.OTHER, against);
    }

    public static Contestant part(String name, @Nullable String against) {
        return new Contestant(name, ContestantKind.PART, against);
    }

    public static Contestant limit(String name, @Nullable String against) {
        return new Contestant(name, ContestantKind.LIMIT, against);
    }
}
