package io.aeroarrow.spark.option;

import java.util.List;
import java.util.stream.Stream;

/** An option of the data source: its name, the names that jobs of other connectors use, and what it means. */
public sealed interface SourceOption
        permits TableOption, PlanOption, ReadOption, WriteOption, StreamOption, ConnectionOption {

    /** Its name in the documentation; any case works. */
    String key();

    /** Other names that mean the same. */
    List<String> aliases();

    /** The value where none is given, empty for none. */
    String usual();

    /** What it does, in Markdown. */
    String meaning();

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
