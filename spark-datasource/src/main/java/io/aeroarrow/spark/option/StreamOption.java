package io.aeroarrow.spark.option;

import java.util.List;

/** How a set is read as a stream. */
public enum StreamOption implements SourceOption {
    START(
            "streamStart",
            List.of(),
            "earliest",
            "Where a stream without a checkpoint begins: `earliest`, with all records that are there, `latest`, or at a"
                    + " point in time, such as `2026-01-31T00:00:00Z`. Records come by the time of their last write."),
    SPAN(
            "streamSpan",
            List.of(),
            "0",
            "The most seconds of writes to read in one batch; 0 for all that there are. The first batch of `earliest` holds"
                    + " whatever is there."),
    DELAY(
            "streamDelay",
            List.of(),
            "10",
            "How many seconds the stream stays behind the clock: as much as the clocks of servers and driver may differ, and"
                    + " a write may take.");

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> aliases;

    private final String usual;
    private final String meaning;

    StreamOption(String key, List<String> aliases, String usual, String meaning) {
        this.key = key;
        this.aliases = aliases;
        this.usual = usual;
        this.meaning = meaning;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public List<String> aliases() {
        return aliases;
    }

    @Override
    public String usual() {
        return usual;
    }

    @Override
    public String meaning() {
        return meaning;
    }
}
