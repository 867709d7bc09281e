package io.aeroarrow.spark.internal.options;

import java.util.List;
import java.util.stream.Stream;

/** An option of the data source: its name, the names that jobs of other connectors use, and what it means. */
public sealed interface SourceOption
        permits TableOption, PlanOption, ReadOption, WriteOption, StreamOption, ConnectionOption {

    /**
     * What the documentation says of an option.
     *
     * @param key its name; any case works
     * @param aliases other names that mean the same
     * @param usual the value where none is given, empty for none
     * @param meaning what it does, in Markdown
     */
    record Definition(String key, List<String> aliases, String usual, String meaning) {
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

    default String usual() {
        return definition().usual();
    }

    default String meaning() {
        return definition().meaning();
    }

    /** What a value that is given by another name means by ours. */
    default String translate(String alias, String value) {
        return value;
    }

    /** All there are, in the order of the documentation. */
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
