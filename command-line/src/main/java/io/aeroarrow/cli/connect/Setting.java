package io.aeroarrow.cli.connect;

import io.aeroarrow.cli.process.UsageException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value and who says so.
 *
 * @param source for errors: an option, a variable, a file
 */
record Setting(String text, Origin origin, String source) {

    /** Who says it, the one that wins first. */
    enum Origin {
        OPTION,
        ENVIRONMENT,
        FILE
    }

    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms",
            Duration.ofMillis(1),
            "s",
            Duration.ofSeconds(1),
            "m",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1));

    /** Reads the value; an error names the source, and not the value, which may be a secret that slipped in. */
    <T> T as(Function<String, T> reading) {
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(source + ": " + e.getMessage(), e);
        }
    }

    Duration asDuration() {
        return as(value -> {
            Matcher parts = DURATION.matcher(value.strip());
            if (!parts.matches()) {
                throw new IllegalArgumentException("'" + value + "' is no time such as 500ms, 30s, 5m or 1h");
            }
            Duration unit = UNITS.getOrDefault(parts.group(2), Duration.ZERO);
            try {
                return unit.multipliedBy(Long.parseLong(parts.group(1)));
            } catch (ArithmeticException | NumberFormatException e) {
                throw new IllegalArgumentException("'" + value + "' is too long a time", e);
            }
        });
    }

    boolean asBoolean() {
        return as(value -> switch (value.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + value + "' is neither true nor false");
        });
    }

    int asInteger() {
        return as(value -> {
            try {
                return Integer.parseInt(value.strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + value + "' is no whole number", e);
            }
        });
    }
}
