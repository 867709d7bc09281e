package io.aeroarrow.spark.internal.options;

import java.util.List;

/** Options for reading a set as a stream. */
public enum StreamOption implements SourceOption {
    START(
            "streamStart",
            List.of(),
            "earliest",
            "Where a stream without a checkpoint starts: `earliest` (all existing records), `latest`, or a point in time"
                    + " such as `2026-01-31T00:00:00Z`. Records are ordered by the time of their last write."),
    SPAN(
            "streamSpan",
            List.of(),
            "0",
            "The maximum time span of writes in one batch, in seconds. 0: no limit. The first batch of `earliest` holds"
                    + " all existing records."),
    DELAY(
            "streamDelay",
            List.of(),
            "10",
            "How far the stream stays behind the clock, in seconds. Must exceed the clock difference between servers and"
                    + " driver plus the duration of a write.");

    @SuppressWarnings("ImmutableEnumChecker") // the list comes from List.of
    private final Definition definition;

    StreamOption(String key, List<String> aliases, String defaultValue, String description) {
        definition = new Definition(key, aliases, defaultValue, description);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
