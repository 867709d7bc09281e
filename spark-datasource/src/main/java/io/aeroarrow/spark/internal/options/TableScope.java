package io.aeroarrow.spark.internal.options;

import io.aeroarrow.filter.Filter;
import java.io.Serializable;
import java.util.Optional;

/** The records of a namespace that form a table: a set, the whole namespace, or the records without a set. */
public sealed interface TableScope extends Serializable {

    /** The table name of the whole namespace. */
    String ALL = "__all";

    /** The table name of the records without a set. */
    String NONE = "__default";

    /** Parses a table name. The empty name is the whole namespace. */
    static TableScope of(String name) {
        return switch (name) {
            case "" -> new WholeNamespace(true);
            case ALL -> new WholeNamespace(false);
            case NONE -> new NoSet();
            default -> new OneSet(name);
        };
    }

    /** Returns the set name to send in requests; empty for the whole namespace. */
    String requested();

    /** Returns a filter for the table's records among those that a request finds; empty if all of them belong to it. */
    default Optional<Filter> filter() {
        return Optional.empty();
    }

    /** Returns the table's name as users write it. */
    default String nameIn(String namespace) {
        return requested().isEmpty() ? namespace : namespace + "." + requested();
    }

    /** Returns the table's name within its namespace. */
    String tableName();

    /** Returns whether the table is a set, which can be truncated and indexed. */
    default boolean isSet() {
        return false;
    }

    /** One set. */
    record OneSet(String requested) implements TableScope {
        @Override
        public String tableName() {
            return requested;
        }

        @Override
        public boolean isSet() {
            return true;
        }
    }

    /**
     * The whole namespace.
     *
     * @param byOmission whether no option names it
     */
    record WholeNamespace(boolean byOmission) implements TableScope {
        @Override
        public String requested() {
            return "";
        }

        @Override
        public String tableName() {
            return ALL;
        }
    }

    /** The records without a set. */
    record NoSet() implements TableScope {
        @Override
        public String requested() {
            return "";
        }

        @Override
        public String tableName() {
            return NONE;
        }

        @Override
        public Optional<Filter> filter() {
            return Optional.of(Filter.setName().equalTo(""));
        }

        @Override
        public String nameIn(String namespace) {
            return namespace + "." + NONE;
        }
    }
}
