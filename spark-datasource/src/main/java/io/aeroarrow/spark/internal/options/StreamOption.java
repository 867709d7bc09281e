package io.aeroarrow.spark.internal.options;

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

    @SuppressWarnings("ImmutableEnumChecker") // its list is made by List.of
    private final Definition definition;

    StreamOption(String key, List<String> aliases, String usual, String meaning) {
        definition = new Definition(key, aliases, usual, meaning);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
