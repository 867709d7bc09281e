package io.aeroarrow.spark.option;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.PartitionSet;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a read is planned.
 *
 * @param partitions how many Spark partitions were asked for; 0 for what the set's size says
 * @param targetRows how many records such a partition should hold, if nothing was asked for
 * @param targetBytes how many bytes
 * @param aerospikePartitions what to read
 * @param recordsPerSecond the limit of all tasks together, 0 for none
 * @param pushDown whether servers do a part of the query
 * @param filter what records must match besides; null for nothing
 * @param index the secondary index to use
 * @param maxLookupKeys the most keys to look up by that are found while the query runs
 */
public record PlanSettings(
        int partitions,
        int targetRows,
        int targetBytes,
        PartitionSet aerospikePartitions,
        int recordsPerSecond,
        boolean pushDown,
        @Nullable Filter filter,
        IndexUse index,
        int maxLookupKeys)
        implements Serializable {

    /** More than that are no tasks but overhead. */
    private static final int MOST_PARTITIONS = 32_768;

    /** Which secondary index a query may use. */
    public sealed interface IndexUse extends Serializable {

        /** One that serves well. */
        record Auto() implements IndexUse {}

        record Off() implements IndexUse {}

        /** This one. */
        record Forced(String name) implements IndexUse {}
    }

    static PlanSettings of(OptionValues values) {
        return new PlanSettings(
                values.optionalNumber(PlanOption.PARTITIONS, 1, MOST_PARTITIONS).orElse(0),
                values.number(PlanOption.TARGET_ROWS, 1, Integer.MAX_VALUE),
                values.number(PlanOption.TARGET_BYTES, 1, Integer.MAX_VALUE),
                partitions(values.text(PlanOption.PARTITION_FILTER)),
                values.number(PlanOption.RECORDS_PER_SECOND, 0, Integer.MAX_VALUE),
                values.flag(PlanOption.PUSHDOWN),
                filter(values.text(PlanOption.FILTER_EXPRESSION)),
                index(values),
                values.number(PlanOption.MAX_LOOKUP_KEYS, 0, Integer.MAX_VALUE));
    }

    private static PartitionSet partitions(String text) {
        List<Integer> chosen = new ArrayList<>();
        try {
            for (String part : text.split(",", -1)) {
                String[] ends = part.strip().split("-", 2);
                int first = Integer.parseInt(ends[0].strip());
                int last = ends.length == 1 ? first : Integer.parseInt(ends[1].strip());
                if (first > last || first < 0 || last >= PartitionSet.PARTITIONS) {
                    throw new IllegalArgumentException(noPartitions(text));
                }
                IntStream.rangeClosed(first, last).forEach(chosen::add);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(noPartitions(text), e);
        }
        return PartitionSet.of(chosen);
    }

    private static String noPartitions(String text) {
        return "option 'partitionFilter' is '" + text
                + "'; it must be numbers of 0 to 4095 and ranges of them, such as 0-1023,2000";
    }

    private static @Nullable Filter filter(String base64) {
        if (base64.isEmpty()) {
            return null;
        }
        try {
            return Filter.expression(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("option 'filterExpression': " + e.getMessage(), e);
        }
    }

    private static IndexUse index(OptionValues values) {
        String text = values.text(PlanOption.SECONDARY_INDEX);
        if (!values.flag(PlanOption.SECONDARY_INDEX_ENABLED)) {
            return new IndexUse.Off();
        }
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "AUTO" -> new IndexUse.Auto();
            case "OFF" -> new IndexUse.Off();
            default -> new IndexUse.Forced(text);
        };
    }
}
