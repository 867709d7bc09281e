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

/** Finds options by any of their names, and tells of names that no option has. */
final class OptionNames {

    /** What stands before names of other connectors; ours may be written so, too. */
    static final String PREFIX = "aerospike.";

    private static final String TLS_PREFIX = PREFIX + "tls.";

    private static final Map<String, SourceOption> OPTIONS = options();

    private OptionNames() {}

    /** All names, in lower case. */
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
                    "the options '" + other.key() + "' and '" + option.key() + "' are both called '" + name + "'");
        }
    }

    /**
     * The values of the options that are given, by whichever name; of several names of one, the first of {@link
     * SourceOption#key()} and {@link SourceOption#aliases()} counts.
     *
     * @throws IllegalArgumentException naming what no option is called, and what it may have been meant to be
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

    /** At least one of the option's names was given. */
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

    /** Spark passes options of its own along, such as a path: of names without the prefix, near misses alone are wrong. */
    private static void refuse(String name) {
        if (name.startsWith(TLS_PREFIX)) {
            throw new IllegalArgumentException("there is no option '" + name
                    + "'; TLS is set up by 'tls', 'tlsTrustedCertificates' and the others that begin so");
        }
        Optional<String> nearest = nearest(name);
        if (nearest.isPresent()) {
            throw new IllegalArgumentException(
                    "there is no option '" + name + "'; did you mean '" + nearest.get() + "'?");
        }
        if (name.startsWith(PREFIX)) {
            throw new IllegalArgumentException("there is no option '" + name + "'; the page options.md lists all");
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

    /** How many letters may be wrong in a name that is taken for one of ours; without the prefix, few names are meant for us. */
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

    /** A name without what people forget or write otherwise. */
    private static UTF8String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String bare = lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : lower;
        return UTF8String.fromString(bare.replaceAll("[-_.]", ""));
    }
}
