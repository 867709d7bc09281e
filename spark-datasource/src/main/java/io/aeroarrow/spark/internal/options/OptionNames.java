package io.aeroarrow.spark.internal.options;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.unsafe.types.UTF8String;

/** Finds options by name or alias, and rejects unknown names. */
final class OptionNames {

    /** The prefix of names of Aerospike's own connector. All names are accepted with it. */
    static final String PREFIX = "aerospike.";

    private static final String TLS_PREFIX = PREFIX + "tls.";

    /** The option by which Spark passes several arguments of {@code load}. */
    private static final String SEVERAL_PATHS = "paths";

    private static final Map<String, SourceOption> OPTIONS = options();

    private OptionNames() {}

    /** Returns all options by their names in lower case. */
    private static Map<String, SourceOption> options() {
        Map<String, SourceOption> options = new LinkedHashMap<>();
        for (SourceOption option : SourceOption.all()) {
            add(options, option.key(), option);
            add(options, PREFIX + option.key(), option);
            for (String alias : option.aliases()) {
                add(options, alias, option);
            }
        }
        return options;
    }

    private static void add(Map<String, SourceOption> options, String name, SourceOption option) {
        SourceOption other = options.putIfAbsent(name.toLowerCase(Locale.ROOT), option);
        if (other != null && other != option) {
            throw new IllegalStateException(
                    "options '" + other.key() + "' and '" + option.key() + "' share the name '" + name + "'");
        }
    }

    /**
     * Returns the values of the given options. If an option is given by several names, {@link SourceOption#key()} wins over
     * {@link SourceOption#aliases()}, and an earlier alias over a later one.
     *
     * @throws IllegalArgumentException if a name is unknown; the message suggests the nearest name
     */
    static Map<SourceOption, String> read(Map<String, String> given) {
        CaseInsensitiveStringMap names = new CaseInsensitiveStringMap(given);
        Map<SourceOption, String> values = new HashMap<>();
        for (String name : names.keySet()) {
            SourceOption option = OPTIONS.get(name);
            if (option != null) {
                values.computeIfAbsent(option, wanted -> value(wanted, names));
            } else if (!UnmappedOption.accepts(name, names.get(name))) {
                refuse(name);
            }
        }
        return values;
    }

    /** Returns the value of an option that was given by at least one of its names. */
    private static String value(SourceOption option, CaseInsensitiveStringMap names) {
        String own = names.getOrDefault(option.key(), names.getOrDefault(PREFIX + option.key(), ""));
        if (names.containsKey(option.key())) {
            return own;
        }
        return option.aliases().stream()
                .filter(names::containsKey)
                .findFirst()
                .map(alias -> option.translate(alias, names.getOrDefault(alias, "")))
                .orElse(own);
    }

    /** Rejects a misspelled name. Without the prefix only near misses are rejected: Spark passes its own options. */
    private static void refuse(String name) {
        if (name.equals(SEVERAL_PATHS)) {
            throw new IllegalArgumentException(
                    "load takes one path, [namespace.]set; load each set, and combine the DataFrames by union");
        }
        if (name.startsWith(TLS_PREFIX)) {
            throw new IllegalArgumentException("there is no option '" + name
                    + "'; use 'tls', 'tlsTrustedCertificates' and the other options that start with 'tls'");
        }
        Optional<String> nearest = nearest(name);
        if (nearest.isPresent()) {
            throw new IllegalArgumentException(
                    "there is no option '" + name + "'; did you mean '" + nearest.get() + "'?");
        }
        if (name.startsWith(PREFIX)) {
            throw new IllegalArgumentException("there is no option '" + name + "'; options.md lists all options");
        }
    }

    private static Optional<String> nearest(String name) {
        boolean prefixed = name.startsWith(PREFIX);
        UTF8String wanted = plain(name);
        String nearest = null;
        int least = tolerance(wanted.numChars(), prefixed) + 1;
        for (String candidate : candidates(prefixed)) {
            int distance = wanted.levenshteinDistance(plain(candidate));
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Returns how many letters of a misspelled name may differ. Short names without the prefix are usually Spark's own. */
    private static int tolerance(int letters, boolean prefixed) {
        if (letters <= 3) {
            return prefixed ? 1 : 0;
        }
        return letters <= 5 ? 1 : 2;
    }

    private static List<String> candidates(boolean prefixed) {
        return SourceOption.all().stream()
                .flatMap(option -> Stream.concat(Stream.of(option.key()), option.aliases().stream()))
                .filter(candidate -> prefixed || !candidate.startsWith(PREFIX))
                .toList();
    }

    /** Returns a name without prefix, separators and case. */
    private static UTF8String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String bare = lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : lower;
        return UTF8String.fromString(bare.replaceAll("[-_.]", ""));
    }
}
