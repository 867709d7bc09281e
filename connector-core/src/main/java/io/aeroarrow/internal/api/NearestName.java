package io.aeroarrow.internal.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelled name probably means. */
public final class NearestName {

    private NearestName() {}

    /** Returns the known name with the fewest edits; empty if all need more than two, or more than a third of the name. */
    public static Optional<String> of(String name, Collection<String> known) {
        int limit = Math.min(2, Math.max(1, name.length() / 3));
        return known.stream()
                .filter(each -> edits(name, each) <= limit)
                .min(Comparator.comparingInt(each -> edits(name, each)));
    }

    /** Returns the Levenshtein distance, without regard to case. */
    private static int edits(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
