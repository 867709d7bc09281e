package io.aeroarrow.spark.internal.options;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The options of CREATE TABLE that are stored with the table's schema. Options of the connection are left out: each session
 * has its own, and passwords must not be stored.
 */
public final class RememberedOptions {

    /** Options that say where the table is, and options that the schema itself holds. */
    private static final Set<SourceOption> LEFT_OUT = Set.of(
            TableOption.NAMESPACE,
            TableOption.SET,
            TableOption.PATH,
            TableOption.SCHEMA_SET,
            TableOption.DROP_TRUNCATES,
            WriteOption.KEY_COLUMN,
            WriteOption.COLUMN_BINS);

    private RememberedOptions() {}

    /**
     * Returns the options to store, by their own names.
     *
     * @throws IllegalArgumentException if a name is unknown; the message suggests the nearest name
     */
    public static Map<String, String> of(Map<String, String> given) {
        Map<String, String> kept = new TreeMap<>();
        OptionNames.read(given).forEach((option, value) -> {
            if (!(option instanceof ConnectionOption) && !LEFT_OUT.contains(option)) {
                kept.put(option.key(), value);
            }
        });
        return kept;
    }
}
