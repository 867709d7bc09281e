package io.aeroarrow.internal.info;

import io.aeroarrow.admin.ClusterCapabilities;
import io.aeroarrow.admin.ServerFeature;
import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The version of a server, which decides what the server supports. */
public record ServerBuild(int major, int minor, int patch, int revision) implements Comparable<ServerBuild> {

    /** An unknown version, treated as the oldest one. */
    public static final ServerBuild UNKNOWN = new ServerBuild(0, 0, 0, 0);

    /** Names the parameter of a query in info commands {@code id} instead of {@code trid}. */
    private static final ServerBuild QUERY_ID = new ServerBuild(8, 1, 0, 0);

    private static final Pattern NUMBERS =
            Pattern.compile("(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})(?:\\.(\\d{1,9}))?(\\D.*)?");

    private static final Comparator<ServerBuild> ORDER = Comparator.comparingInt(ServerBuild::major)
            .thenComparingInt(ServerBuild::minor)
            .thenComparingInt(ServerBuild::patch)
            .thenComparingInt(ServerBuild::revision);

    /**
     * Parses the info value {@code build}.
     *
     * @return {@link #UNKNOWN} if the text is not a version
     */
    public static ServerBuild parse(String build) {
        Matcher found = NUMBERS.matcher(build);
        return found.matches()
                ? new ServerBuild(
                        Integer.parseInt(found.group(1)),
                        Integer.parseInt(found.group(2)),
                        Integer.parseInt(found.group(3)),
                        found.group(4) == null ? 0 : Integer.parseInt(found.group(4)))
                : UNKNOWN;
    }

    /** Whether this version has a feature. An unknown version has none. */
    public boolean supports(ServerFeature feature) {
        return compareTo(parse(feature.since())) >= 0;
    }

    /** The features of this version. */
    public ClusterCapabilities capabilities() {
        return new ClusterCapabilities(
                toString(),
                Arrays.stream(ServerFeature.values()).filter(this::supports).collect(Collectors.toSet()));
    }

    /**
     * The info command on one query. Servers before 8.1 ignore the parameter {@code id} of {@code query-show}, and list
     * all queries.
     *
     * @param command {@code query-show} or {@code query-abort}
     */
    public String queryCommand(String command, long queryId) {
        String parameter = compareTo(QUERY_ID) >= 0 ? "id" : "trid";
        return command + ":" + parameter + "=" + Long.toUnsignedString(queryId);
    }

    @Override
    public int compareTo(ServerBuild other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return equals(UNKNOWN) ? "unknown" : major + "." + minor + "." + patch + "." + revision;
    }
}
