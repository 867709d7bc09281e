package io.aeroarrow.spark.internal.options;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * The parsed options of a stream of updated records.
 *
 * @param start where a stream without a checkpoint starts; null for the current time
 * @param span the maximum time span of writes in a batch; zero for no limit
 * @param delay how far the stream stays behind the clock
 */
public record StreamOptions(@Nullable Instant start, Duration span, Duration delay) implements Serializable {

    static StreamOptions read(OptionValues values) {
        return new StreamOptions(
                start(values.text(StreamOption.START)),
                Duration.ofSeconds(values.number(StreamOption.SPAN, 0, Integer.MAX_VALUE)),
                Duration.ofSeconds(values.number(StreamOption.DELAY, 0, Integer.MAX_VALUE)));
    }

    private static @Nullable Instant start(String text) {
        if (text.equalsIgnoreCase("latest")) {
            return null;
        }
        if (text.equalsIgnoreCase("earliest")) {
            return Instant.EPOCH;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "option '" + StreamOption.START.key() + "' is '" + text
                            + "'; it must be earliest, latest, or a time such as 2026-01-31T00:00:00Z",
                    e);
        }
    }
}
