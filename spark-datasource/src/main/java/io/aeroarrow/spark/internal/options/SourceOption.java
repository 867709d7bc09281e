package io.aeroarrow.spark.internal.options;

import java.util.List;

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

    /** Options that belong together. */
    record Group(String title, List<SourceOption> options) {
        public Group {
            options = List.copyOf(options);
        }
    }

    /** Returns all options, in the groups and the order of the documentation. */
    static List<Group> groups() {
        return List.of(
                new Group("The table", List.of(TableOption.values())),
                new Group("Planning and push-down", List.of(PlanOption.values())),
                new Group("Reading", List.of(ReadOption.values())),
                new Group("Writing and deleting", List.of(WriteOption.values())),
                new Group("Streams", List.of(StreamOption.values())),
                new Group("Connecting, users and TLS", List.of(ConnectionOption.values())));
    }

    /** Returns all options, in the order of the documentation. */
    static List<SourceOption> all() {
        return groups().stream().flatMap(group -> group.options().stream()).toList();
    }
}
