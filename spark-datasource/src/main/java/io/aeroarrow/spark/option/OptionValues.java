package io.aeroarrow.spark.option;

import io.aeroarrow.model.AddressMap;
import io.aeroarrow.model.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Reads single options, by any of their names. */
public final class OptionValues {

    private final CaseInsensitiveStringMap given;

    OptionValues(CaseInsensitiveStringMap given) {
        this.given = given;
    }

    public String text(SourceOption option) {
        return raw(option).strip();
    }

    /** Not stripped, as it may start or end with blanks. */
    public Secret secret(SourceOption option) {
        return Secret.of(raw(option));
    }

    /** The parts of a list; none if it is empty. */
    public List<String> list(SourceOption option) {
        return Arrays.stream(text(option).split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private String raw(SourceOption option) {
        String value = given.get(option.key());
        for (String alias : option.aliases()) {
            if (value == null) {
                value = given.get(alias);
            }
        }
        return value == null ? option.usual() : value;
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
