package io.aeroarrow.cli.where;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the words of a condition name: bins, and, with two underscores before them, what a record is besides its bins. */
final class Names {

    private static final Set<String> KEYWORDS = Set.of(
            "and",
            "or",
            "not",
            "in",
            "between",
            "is",
            "null",
            "like",
            "regex",
            "true",
            "false",
            "timestamp",
            "expression");

    private static final Map<String, Operand> METADATA = Map.of(
            "__key", Filter.key(),
            "__set", Filter.setName(),
            "__ttl", Filter.timeToLive(),
            "__expiry", Filter.voidTime(),
            "__last_update", Filter.lastUpdate(),
            "__size", Filter.recordSize());

    private static final String DIGEST_MODULO = "__digest_mod";

    private Names() {}

    static boolean isKeyword(String word) {
        return KEYWORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** The operand that a name and a number in parentheses behind it stand for; null if the name takes none. */
    static @Nullable Function<Integer, Operand> withArgument(String name) {
        return name.equals(DIGEST_MODULO) ? Filter::digestModulo : null;
    }

    /**
     * The operand of a name.
     *
     * @throws IllegalArgumentException if it has the form of metadata but is none
     */
    static Operand operand(String name) {
        Operand metadata = METADATA.get(name);
        if (metadata != null) {
            return metadata;
        }
        if (name.startsWith("__")) {
            throw new IllegalArgumentException(
                    "there is no '" + name + "' to filter by, but " + new TreeSet<>(METADATA.keySet()) + " and "
                            + DIGEST_MODULO + "(n); a bin of that name goes in double quotes");
        }
        return Filter.bin(name);
    }
}
