package io.aeroarrow.model;

import java.util.List;

/** Which bins a read asks the server for. */
public sealed interface BinSelection {

    /** Every bin of a record. */
    record All() implements BinSelection {}

    /** Metadata only. */
    record None() implements BinSelection {}

    /** The named bins, in that order. */
    record Named(List<String> names) implements BinSelection {
        public Named {
            names = List.copyOf(names);
            if (names.isEmpty()) {
                throw new IllegalArgumentException("an empty list of bins selects nothing; use BinSelection.none()");
            }
            names.forEach(Bin::requireName);
            if (names.stream().distinct().count() != names.size()) {
                throw new IllegalArgumentException("a bin is named twice in " + names);
            }
        }
    }

    static BinSelection all() {
        return new All();
    }

    static BinSelection none() {
        return new None();
    }

    /** The named bins; an empty list is the same as {@link #none()}. */
    static BinSelection of(List<String> names) {
        return names.isEmpty() ? none() : new Named(names);
    }
}
