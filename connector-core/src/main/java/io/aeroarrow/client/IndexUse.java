package io.aeroarrow.client;

import io.aeroarrow.admin.SecondaryIndex;
import java.io.Serializable;
import java.util.Locale;

/** Which secondary index a read with a filter uses. */
public sealed interface IndexUse extends Serializable {

    /**
     * An index that finds all records for which the filter is true, if there is one and it is faster than a scan. The rows are
     * those of a scan.
     */
    record Auto() implements IndexUse {}

    /** None: a scan, whose filter the servers test. */
    record Off() implements IndexUse {}

    /**
     * The index of a name. An index of integers serves a condition that is true for integers and
     * floats, too, but finds the integers only.
     *
     * @param name the name of the index
     */
    record Named(String name) implements IndexUse {
        /** Checks the name. */
        public Named {
            SecondaryIndex.requireName(name);
        }
    }

    /** {@return the use of a suitable index} */
    static IndexUse auto() {
        return new Auto();
    }

    /** {@return the use of no index} */
    static IndexUse off() {
        return new Off();
    }

    /**
     * {@return the use of one index}
     *
     * @param name the name of the index
     */
    static IndexUse named(String name) {
        return new Named(name);
    }

    /**
     * {@return the use that a text names}
     *
     * @param text {@code auto} or {@code off} in any case, or the name of an index
     */
    static IndexUse of(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "auto" -> auto();
            case "off" -> off();
            default -> named(text);
        };
    }
}
