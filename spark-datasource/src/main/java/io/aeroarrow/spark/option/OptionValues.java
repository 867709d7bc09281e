package io.aeroarrow.spark.option;

import io.aeroarrow.policy.AddressMap;
import io.aeroarrow.policy.Secret;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Reads single options as what they are. */
public final class OptionValues {

    private final Map<SourceOption, String> given;

    OptionValues(Map<SourceOption, String> given) {
        this.given = given;
    }

    /**
     * The options of several places; what the first says counts.
     *
     * @throws IllegalArgumentException naming what no option is called, and what it may have been meant to be
     */
    static OptionValues of(List<Map<String, String>> places) {
        Map<SourceOption, String> values = new HashMap<>();
        places.forEach(place -> OptionNames.read(place).forEach(values::putIfAbsent));
        return new OptionValues(values);
    }

    /** What was given of an option, if anything was. */
    Optional<String> given(SourceOption option) {
        return Optional.ofNullable(given.get(option));
    }

    public String text(SourceOption option) {
        return raw(option).strip();
    }

    /** Not stripped, as it may start or end with blanks; read from where the option says, if it does. */
    public Secret secret(ConnectionOption option) {
        return SecretSource.read(option, raw(option));
    }

    /** Whether a secret is not given itself, but by where to find it. */
    boolean namesSecrets() {
        return Arrays.stream(ConnectionOption.values())
                .anyMatch(option -> option.secret() && SecretSource.isNamed(raw(option)));
    }

    /** The parts of a list; none if it is empty. */
    public List<String> list(SourceOption option) {
        return Arrays.stream(text(option).split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private String raw(SourceOption option) {
        return given.getOrDefault(option, option.usual());
    }

    public int number(SourceOption option, int least, int most) {
        String text = text(option);
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong(option, text, "a number of " + least + " to " + most), e);
        }
        throw new IllegalArgumentException(wrong(option, text, "a number of " + least + " to " + most));
    }

    public OptionalInt optionalNumber(SourceOption option, int least, int most) {
        return text(option).isEmpty() ? OptionalInt.empty() : OptionalInt.of(number(option, least, most));
    }

    /** A comma-separated list of numbers, none if it is empty. */
    public List<Integer> numbers(SourceOption option) {
        String text = text(option);
        try {
            return text.isEmpty()
                    ? List.of()
                    : Arrays.stream(text.split(",", -1))
                            .map(number -> Integer.parseInt(number.strip()))
                            .toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong(option, text, "a list of numbers, such as 1,2"), e);
        }
    }

    public AddressMap addresses(SourceOption option) {
        String text = text(option);
        try {
            return AddressMap.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    wrong(option, text, "a list of advertised=reachable addresses: " + e.getMessage()), e);
        }
    }

    public boolean flag(SourceOption option) {
        return choice(option, Map.of("TRUE", true, "FALSE", false));
    }

    public <T> T choice(SourceOption option, Map<String, T> choices) {
        String text = text(option);
        T chosen = choices.get(text.toUpperCase(Locale.ROOT));
        if (chosen == null) {
            throw new IllegalArgumentException(
                    wrong(option, text, "one of " + String.join(", ", new TreeSet<>(choices.keySet()))));
        }
        return chosen;
    }

    private static String wrong(SourceOption option, String value, String wanted) {
        return "option '" + option.key() + "' is '" + value + "'; it must be " + wanted;
    }
}
