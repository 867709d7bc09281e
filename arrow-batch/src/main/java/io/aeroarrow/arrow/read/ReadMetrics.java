package io.aeroarrow.arrow.read;

import io.aeroarrow.internal.api.Properties;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a read has counted so far. Immutable; reads build it. Users need the {@code with} methods only in tests. */
public final class ReadMetrics {

    /** All counts are 0: nothing has been read. */
    public static final ReadMetrics NONE = new ReadMetrics(new Fields());

    private final Fields fields;

    private ReadMetrics(Fields fields) {
        this.fields = fields;
    }

    /** {@return the rows returned} */
    public long rows() {
        return fields.rows;
    }

    /**
     * {@return a copy with another {@link #rows()}}
     *
     * @param count the rows returned
     */
    public ReadMetrics withRows(long count) {
        return new ReadMetrics(fields.with(changed -> changed.rows = count));
    }

    /** {@return the size of the records on the wire, in bytes} */
    public long bytes() {
        return fields.bytes;
    }

    /**
     * {@return a copy with another {@link #bytes()}}
     *
     * @param size the size of the records on the wire, in bytes
     */
    public ReadMetrics withBytes(long size) {
        return new ReadMetrics(fields.with(changed -> changed.bytes = size));
    }

    /** {@return the batches returned} */
    public long batches() {
        return fields.batches;
    }

    /**
     * {@return a copy with another {@link #batches()}}
     *
     * @param count the batches returned
     */
    public ReadMetrics withBatches(long count) {
        return new ReadMetrics(fields.with(changed -> changed.batches = count));
    }

    /** {@return the time spent waiting for nodes, in nanoseconds, summed over threads; 0 for batch reads} */
    public long waitNanos() {
        return fields.waitNanos;
    }

    /**
     * {@return a copy with another {@link #waitNanos()}}
     *
     * @param nanos the time spent waiting for nodes, in nanoseconds
     */
    public ReadMetrics withWaitNanos(long nanos) {
        return new ReadMetrics(fields.with(changed -> changed.waitNanos = nanos));
    }

    /** {@return the time spent decoding, in nanoseconds, summed over threads; 0 for batch reads} */
    public long decodeNanos() {
        return fields.decodeNanos;
    }

    /**
     * {@return a copy with another {@link #decodeNanos()}}
     *
     * @param nanos the time spent decoding, in nanoseconds
     */
    public ReadMetrics withDecodeNanos(long nanos) {
        return new ReadMetrics(fields.with(changed -> changed.decodeNanos = nanos));
    }

    /** {@return how often a part of a scan or query was retried after a failure; 0 for batch reads} */
    public long retries() {
        return fields.retries;
    }

    /**
     * {@return a copy with another {@link #retries()}}
     *
     * @param count how often a part of a scan or query was retried
     */
    public ReadMetrics withRetries(long count) {
        return new ReadMetrics(fields.with(changed -> changed.retries = count));
    }

    /**
     * {@return how many values became null because their column's type cannot hold them exactly, by column name}
     * Columns without such values are left out.
     */
    public Map<String, Long> mismatches() {
        return fields.mismatches;
    }

    /**
     * {@return a copy with other {@link #mismatches()}}
     *
     * @param counts by column name; copied, in their order
     */
    public ReadMetrics withMismatches(Map<String, Long> counts) {
        Map<String, Long> copy = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        return new ReadMetrics(fields.with(changed -> changed.mismatches = copy));
    }

    /** {@return the sum of {@link #mismatches()} over all columns} */
    public long mismatched() {
        return mismatches().values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * {@return the sum of the counts of two reads}
     *
     * @param other the counts to add
     */
    public ReadMetrics plus(ReadMetrics other) {
        Map<String, Long> sums = new LinkedHashMap<>(mismatches());
        other.mismatches().forEach((column, count) -> sums.merge(column, count, Long::sum));
        return new ReadMetrics(fields.with(sum -> {
                    sum.rows += other.rows();
                    sum.bytes += other.bytes();
                    sum.batches += other.batches();
                    sum.waitNanos += other.waitNanos();
                    sum.decodeNanos += other.decodeNanos();
                    sum.retries += other.retries();
                }))
                .withMismatches(sums);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReadMetrics that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "ReadMetrics" + fields;
    }

    private static final class Fields extends Properties<Fields> {

        private long rows;
        private long bytes;
        private long batches;
        private long waitNanos;
        private long decodeNanos;
        private long retries;
        private Map<String, Long> mismatches = Map.of();

        @Override
        protected void list(Listing to) {
            to.add("rows", rows)
                    .add("bytes", bytes)
                    .add("batches", batches)
                    .add("waitNanos", waitNanos)
                    .add("decodeNanos", decodeNanos)
                    .add("retries", retries)
                    .add("mismatches", mismatches);
        }
    }
}
