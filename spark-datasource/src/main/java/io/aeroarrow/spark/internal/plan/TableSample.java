package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.schema.BinReport;
import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import io.aeroarrow.spark.internal.runtime.SparkMemory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * What a sample of a table shows about its bins: the average sizes of strings and lists, which have no size by their type, and
 * how many different values there are. Kept for ten minutes on the driver.
 */
public final class TableSample {

    private static final long CACHE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final ConcurrentHashMap<Sampled, TableSample> CACHE = new ConcurrentHashMap<>();

    private record Sampled(ClientConfig client, String table) {
        static Sampled of(SourceOptions options) {
            return new Sampled(options.client(), options.tableName());
        }
    }

    private final Map<String, BinReport> bins;
    private final long records;
    private final long nanoTime = System.nanoTime();

    private TableSample(InferredSchema sample) {
        records = sample.records();
        bins = sample.report().stream()
                .collect(Collectors.toMap(bin -> bin.field().getName(), bin -> bin));
    }

    /** Returns the sizes of a table. If no sample is known, reads one. */
    static TableSample of(SourceOptions options) {
        TableSample known = CACHE.get(Sampled.of(options));
        return known != null && !known.isOld() ? known : keep(options, read(options));
    }

    /** Reads a sample of the records of a table, and keeps its sizes. */
    public static InferredSchema sample(SourceOptions options) {
        InferredSchema sample = read(options);
        keep(options, sample);
        return sample;
    }

    /** An empty sample shows no sizes; it is not kept, because the table may be filled a moment later. */
    private static TableSample keep(SourceOptions options, InferredSchema sample) {
        TableSample sizes = new TableSample(sample);
        CACHE.values().removeIf(TableSample::isOld);
        if (sample.records() > 0) {
            CACHE.put(Sampled.of(options), sizes);
        }
        return sizes;
    }

    private boolean isOld() {
        return System.nanoTime() - nanoTime >= CACHE_NANOS;
    }

    private static InferredSchema read(SourceOptions options) {
        try (ClientCache.Hold hold = ClientCache.hold(options.client())) {
            AeroArrowView aero =
                    AeroArrow.over(hold.client(), SparkMemory.allocator()).with(options.read());
            return options.scope()
                    .filter()
                    .map(filter -> aero.inferSchema(options.namespace(), options.set(), filter))
                    .orElseGet(() -> aero.inferSchema(options.namespace(), options.set()));
        }
    }

    /** Returns the stored bytes of a bin in an average record, which may not have it. */
    double averageBytes(String bin) {
        BinReport report = bins.get(bin);
        return report == null ? 0 : (double) report.bytes() / records;
    }

    /** Returns the statistics of a bin for a column of a type, in a table of so many records; null if the sample has none. */
    @Nullable
    BinStatistics statistics(String bin, DataType type, long rows) {
        BinReport report = bins.get(bin);
        return report == null ? null : BinStatistics.of(report, records, type, rows);
    }
}
