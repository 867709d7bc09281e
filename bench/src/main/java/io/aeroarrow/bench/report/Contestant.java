package io.aeroarrow.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * Who takes part.
 *
 * @param against the name of the contestant whose figures the ratios of this one are to; null for none
 */
public record Contestant(String name, Kind kind, @Nullable String against) {

    public static Contestant ours(String name, String against) {
        return new Contestant(name, Kind.OURS, against);
    }

    public static Contestant other(String name, @Nullable String against) {
        return new Contestant(name, Kind.OTHER, against);
    }

    public static Contestant part(String name, @Nullable String against) {
        return new Contestant(name, Kind.PART, against);
    }

    public static Contestant limit(String name, @Nullable String against) {
        return new Contestant(name, Kind.LIMIT, against);
    }
}
