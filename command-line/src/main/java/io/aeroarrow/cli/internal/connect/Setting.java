package io.aeroarrow.cli.internal.connect;

import io.aeroarrow.cli.internal.process.UsageException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value and its source.
 *
 * @param text the value
 * @param origin the kind of source
 * @param source the name of the option, variable or settings file, for errors
 */
record Setting(String text, Origin origin, String source) {

    /** The kinds of sources, in order of precedence. */
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

    /** Parses the value. An error names the source. */
    <T> T as(Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(source + ": " + e.getMessage(), e);
        }
    }

    Duration asDuration() {
        return as(value -> {
            Matcher parts = DURATION.matcher(value.strip());
            if (!parts.matches()) {
                throw new IllegalArgumentException("'" + value + "' is not a duration such as 500ms, 30s, 5m or 1h");
            }
            Duration unit = UNITS.getOrDefault(parts.group(2), Duration.ZERO);
            try {
                return unit.multipliedBy(Long.parseLong(parts.group(1)));
            } catch (ArithmeticException | NumberFormatException e) {
                throw new IllegalArgumentException("'" + value + "' is too long", e);
            }
        });
    }

    boolean asBoolean() {
        return as(value -> switch (value.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + value + "' is not true or false");
        });
    }

    int asInteger() {
        return as(value -> {
            try {
                return Integer.parseInt(value.strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + value + "' is not a whole number", e);
            }
        });
    }
}
