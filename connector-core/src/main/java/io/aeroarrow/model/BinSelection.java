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
        /**
         * Checks the components.
         *
         * @param names the names; each 1 to 15 bytes of UTF-8
         */
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

    /** {@return the selection of every bin} */
    static BinSelection all() {
        return new All();
    }

    /** {@return the selection of no bin: metadata only} */
    static BinSelection none() {
        return new None();
    }

    /**
     * {@return the named bins; an empty list is the same as {@link #none()}}
     *
     * @param names the names; each 1 to 15 bytes of UTF-8
     */
    static BinSelection of(List<String> names) {
        return names.isEmpty() ? none() : new Named(names);
    }
}
