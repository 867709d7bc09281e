package io.aeroarrow.spark.internal.options;

import io.aeroarrow.client.IndexUse;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.PartitionSet;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Settings for planning a read.
 *
 * @param partitions the requested number of Spark partitions; 0 to derive it from the set's size
 * @param targetRows the target number of records per Spark partition if {@code partitions} is 0
 * @param targetBytes the target number of stored bytes per Spark partition if {@code partitions} is 0
 * @param aerospikePartitions the Aerospike partitions to read
 * @param recordsPerSecond the limit over all tasks; 0 for none
 * @param pushDown whether parts of the query are pushed down
 * @param filter an additional filter from the options; null for none
 * @param index which secondary index to use
 * @param maxLookupKeys the maximum number of keys of a runtime filter to look up
 * @param lookupJoin which joins look up records
 * @param keyColumn the column of user keys; empty if unknown
 * @param keyIsBin whether the key column is also a bin
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
        int maxLookupKeys,
        LookupJoinUse lookupJoin,
        String keyColumn,
        boolean keyIsBin)
        implements Serializable {

    private static final double PERCENT = 100;

    /** With more tasks, overhead dominates. */
    private static final int MOST_PARTITIONS = 32_768;

    private static final Map<String, LookupJoinUse> LOOKUP_JOINS = Arrays.stream(LookupJoinUse.values())
            .collect(Collectors.toUnmodifiableMap(LookupJoinUse::name, use -> use));

    /** Which joins look up records. */
    public enum LookupJoinUse {
        /** Those with a hint, and those whose other side is small. */
        AUTO,
        /** Those with a hint. */
        HINT,
        /** None. */
        OFF
    }

    static PlanSettings of(OptionValues values) {
        return new PlanSettings(
                values.optionalNumber(PlanOption.PARTITIONS, 1, MOST_PARTITIONS).orElse(0),
                values.number(PlanOption.TARGET_ROWS, 1, Integer.MAX_VALUE),
                values.number(PlanOption.TARGET_BYTES, 1, Integer.MAX_VALUE),
                partitions(values.text(PlanOption.PARTITION_FILTER)).intersect(sample(values)),
                values.number(PlanOption.RECORDS_PER_SECOND, 0, Integer.MAX_VALUE),
                values.flag(PlanOption.PUSHDOWN),
                filter(values.text(PlanOption.FILTER_EXPRESSION)),
                index(values),
                values.number(PlanOption.MAX_LOOKUP_KEYS, 0, Integer.MAX_VALUE),
                values.choice(PlanOption.LOOKUP_JOIN, LOOKUP_JOINS),
                values.text(WriteOption.KEY_COLUMN),
                values.flag(WriteOption.KEY_AS_BIN));
    }

    /** Returns the name of the key column among the columns; empty if it is unknown. */
    public Optional<String> keyColumn(StructType columns) {
        List<String> similar = Arrays.stream(columns.fieldNames())
                .filter(keyColumn::equalsIgnoreCase)
                .toList();
        return similar.size() == 1
                ? Optional.of(similar.get(0))
                : similar.stream().filter(keyColumn::equals).findFirst();
    }

    /** Returns the bin that holds the user key, so that its conditions are lookups; empty if there is none. */
    public Optional<String> keyBin(StructType columns) {
        return keyIsBin ? keyColumn(columns) : Optional.empty();
    }

    private static PartitionSet partitions(String text) {
        List<Integer> chosen = new ArrayList<>();
        try {
            for (String part : text.split(",", -1)) {
                String[] ends = part.strip().split("-", 2);
                int first = Integer.parseInt(ends[0].strip());
                int last = ends.length == 1 ? first : Integer.parseInt(ends[1].strip());
                if (first > last || first < 0 || last >= PartitionSet.PARTITIONS) {
                    throw new IllegalArgumentException(invalidPartitions(text));
                }
                IntStream.rangeClosed(first, last).forEach(chosen::add);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(invalidPartitions(text), e);
        }
        return PartitionSet.of(chosen);
    }

    private static PartitionSet sample(OptionValues values) {
        String text = values.text(PlanOption.SAMPLE_PERCENT);
        double percent;
        try {
            percent = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(invalidPercent(text), e);
        }
        if (!(percent > 0 && percent <= PERCENT)) {
            throw new IllegalArgumentException(invalidPercent(text));
        }
        return PartitionSample.of(0, percent / PERCENT, values.number(PlanOption.SAMPLE_SEED, 0, Integer.MAX_VALUE));
    }

    private static String invalidPercent(String text) {
        return "option 'samplePercent' is '" + text + "'; it must be a number above 0, and at most 100";
    }

    private static String invalidPartitions(String text) {
        return "option 'partitionFilter' is '" + text
                + "'; it must be numbers from 0 to 4095 and ranges of them, such as 0-1023,2000";
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
        return values.flag(PlanOption.SECONDARY_INDEX_ENABLED)
                ? IndexUse.of(values.text(PlanOption.SECONDARY_INDEX))
                : IndexUse.off();
    }
}
