package io.aeroarrow.cli.internal.where;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Resolves the names of a condition to bins or, if they start with two underscores, to record metadata. */
final class ConditionNames {

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

    private ConditionNames() {}

    static boolean isKeyword(String word) {
        return KEYWORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Returns the operand of a name with a number in parentheses; null if the name takes no number. */
    static @Nullable Function<Integer, Operand> withArgument(String name) {
        return name.equals(DIGEST_MODULO) ? Filter::digestModulo : null;
    }

    /**
     * Returns the operand of a name.
     *
     * @throws IllegalArgumentException if the name starts with two underscores and is not metadata
     */
    static Operand operand(String name) {
        Operand metadata = METADATA.get(name);
        if (metadata != null) {
            return metadata;
        }
        if (name.startsWith("__")) {
            throw new IllegalArgumentException("'" + name + "' does not exist. Use " + new TreeSet<>(METADATA.keySet())
                    + " or " + DIGEST_MODULO + "(n), or put the name of a bin in double quotes.");
        }
        return Filter.bin(name);
    }
}
