package io.aeroarrow.spark.internal.options;

import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.policy.AddressMap;
import io.aeroarrow.policy.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the values of options as numbers, flags, lists and other types. */
public final class OptionValues {

    private static final Map<String, DecimalStorage> DECIMALS = Arrays.stream(DecimalStorage.values())
            .collect(Collectors.toUnmodifiableMap(DecimalStorage::name, storage -> storage));

    private final Map<SourceOption, String> given;

    OptionValues(Map<SourceOption, String> given) {
        this.given = given;
    }

    /**
     * Merges the options of an operation, its table and the session; earlier ones win.
     *
     * @throws IllegalArgumentException if a name is unknown; the message suggests the nearest name
     */
    static OptionValues of(Map<String, String> operation, Map<String, String> table) {
        Map<SourceOption, String> values = OptionNames.read(operation);
        OptionNames.read(table).forEach(values::putIfAbsent);
        TablePath.resolve(values);
        SessionOptions.layers().forEach(layer -> OptionNames.read(layer).forEach(values::putIfAbsent));
        return new OptionValues(values);
    }

    /** Returns the given value of an option, empty if it was not given. */
    Optional<String> given(SourceOption option) {
        return Optional.ofNullable(given.get(option));
    }

    public String text(SourceOption option) {
        return raw(option).strip();
    }

    /** Returns a secret, read from a file or environment variable if the option names one. White space is kept. */
    public Secret secret(ConnectionOption option) {
        return SecretValue.read(option, raw(option));
    }

    /** Returns whether a secret is given as the name of a file or environment variable. */
    boolean hasSecretReferences() {
        return Arrays.stream(ConnectionOption.values())
                .anyMatch(option -> option.secret() && SecretValue.isReference(raw(option)));
    }

    /** Returns the elements of a comma-separated list. */
    public List<String> list(SourceOption option) {
        return Arrays.stream(text(option).split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private String raw(SourceOption option) {
        return given.getOrDefault(option, option.defaultValue());
    }

    public int number(SourceOption option, int least, int most) {
        String text = text(option);
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(invalid(option, text, "a number from " + least + " to " + most), e);
        }
        throw new IllegalArgumentException(invalid(option, text, "a number from " + least + " to " + most));
    }

    public OptionalInt optionalNumber(SourceOption option, int least, int most) {
        return text(option).isEmpty() ? OptionalInt.empty() : OptionalInt.of(number(option, least, most));
    }

    /** Returns the numbers of a comma-separated list. */
    public List<Integer> numbers(SourceOption option) {
        String text = text(option);
        try {
            return text.isEmpty()
                    ? List.of()
                    : Arrays.stream(text.split(",", -1))
                            .map(number -> Integer.parseInt(number.strip()))
                            .toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(invalid(option, text, "a list of numbers, such as 1,2"), e);
        }
    }

    public AddressMap addresses(SourceOption option) {
        String text = text(option);
        try {
            return AddressMap.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    invalid(option, text, "a list of advertised=reachable addresses: " + e.getMessage()), e);
        }
    }

    /** Returns how bins store decimals with a fraction; null if no option says it. */
    @Nullable
    DecimalStorage decimals() {
        return text(TableOption.DECIMALS).isEmpty() ? null : choice(TableOption.DECIMALS, DECIMALS);
    }

    public boolean flag(SourceOption option) {
        return choice(option, Map.of("TRUE", true, "FALSE", false));
    }

    public <T> T choice(SourceOption option, Map<String, T> choices) {
        String text = text(option);
        T chosen = choices.get(text.toUpperCase(Locale.ROOT));
        if (chosen == null) {
            throw new IllegalArgumentException(
                    invalid(option, text, "one of " + String.join(", ", new TreeSet<>(choices.keySet()))));
        }
        return chosen;
    }

    private static String invalid(SourceOption option, String value, String wanted) {
        return "option '" + option.key() + "' is '" + value + "'; it must be " + wanted;
    }
}
