package io.aeroarrow.spark.option;

import io.aeroarrow.filter.Filter;
import java.io.Serializable;
import java.util.Optional;

/** What of a namespace a table is: one of its sets, all of it, or the records that are in no set. */
public sealed interface SetName extends Serializable {

    /** How tables call the whole namespace. */
    String ALL = "__all";

    /** How tables call the records that are in no set. */
    String NONE = "__default";

    /** Reads a table's name; the empty one, too, is the whole namespace. */
    static SetName of(String name) {
        return switch (name) {
            case "", ALL -> new Whole();
            case NONE -> new Unnamed();
            default -> new Named(name);
        };
    }

    /** The set that requests name, empty for the whole namespace. */
    String requested();

    /** Which of the records that a request finds belong to the table; all of them without it. */
    default Optional<Filter> filter() {
        return Optional.empty();
    }

    /** Whether it is a set, which can be truncated and indexed. */
    default boolean isSet() {
        return false;
    }

    /** A set. */
    record Named(String requested) implements SetName {
        @Override
        public boolean isSet() {
            return true;
        }
    }

    /** The whole namespace. */
    record Whole() implements SetName {
        @Override
        public String requested() {
            return "";
        }
    }

    /** The records in no set. */
    record Unnamed() implements SetName {
        @Override
        public String requested() {
            return "";
        }

        @Override
        public Optional<Filter> filter() {
            return Optional.of(Filter.setName().equalTo(""));
        }
    }
}
