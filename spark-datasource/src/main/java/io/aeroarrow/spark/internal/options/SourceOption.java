package io.aeroarrow.spark.internal.options;

import java.util.List;
import java.util.stream.Stream;

/** An option of the data source, with its name, aliases, default and description. */
public sealed interface SourceOption
        permits TableOption, PlanOption, ReadOption, WriteOption, StreamOption, ConnectionOption {

    /**
     * The definition of an option, as the documentation lists it.
     *
     * @param key the name, case-insensitive
     * @param aliases other names, among them names of Aerospike's own connector
     * @param defaultValue the value if the option is not set; empty for none
     * @param description what the option does, in Markdown
     */
    record Definition(String key, List<String> aliases, String defaultValue, String description) {
        public Definition {
            aliases = List.copyOf(aliases);
        }
    }

    Definition definition();

    default String key() {
        return definition().key();
    }

    default List<String> aliases() {
        return definition().aliases();
    }

    default String defaultValue() {
        return definition().defaultValue();
    }

    default String description() {
        return definition().description();
    }

    /** Converts a value that was given under an alias to a value of this option. */
    default String translate(String alias, String value) {
        return value;
    }

    /** Returns all options, in the order of the documentation. */
    static List<SourceOption> all() {
        return Stream.<SourceOption[]>of(
                        TableOption.values(),
                        PlanOption.values(),
                        ReadOption.values(),
                        WriteOption.values(),
                        StreamOption.values(),
                        ConnectionOption.values())
                .flatMap(Stream::of)
                .toList();
    }
}
