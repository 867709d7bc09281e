package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import io.aeroarrow.spark.internal.runtime.SparkMemory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The average sizes of a table's bins, by sample: strings and lists have no size by their type. Kept for ten minutes on the
 * driver.
 */
public final class ValueSizes {

    private static final long CACHE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final ConcurrentHashMap<Sampled, ValueSizes> CACHE = new ConcurrentHashMap<>();

    private record Sampled(ClientConfig client, String table) {
        static Sampled of(SourceOptions options) {
            return new Sampled(options.client(), options.tableName());
        }
    }

    private final Map<String, Double> bytes;
    private final long nanoTime = System.nanoTime();

    private ValueSizes(InferredSchema sample) {
        bytes = sample.report().stream()
                .collect(Collectors.toMap(
                        bin -> bin.field().getName(), bin -> (double) bin.bytes() / Math.max(1, sample.records())));
    }

    /** Returns the sizes of a table. If no sample is known, reads one. */
    static ValueSizes of(SourceOptions options) {
        ValueSizes known = CACHE.get(Sampled.of(options));
        return known != null && !known.isOld() ? known : keep(options, read(options));
    }

    /** Reads a sample of the records of a table, and keeps its sizes. */
    public static InferredSchema sample(SourceOptions options) {
        InferredSchema sample = read(options);
        keep(options, sample);
        return sample;
    }

    /** An empty sample shows no sizes; it is not kept, because the table may be filled a moment later. */
    private static ValueSizes keep(SourceOptions options, InferredSchema sample) {
        ValueSizes sizes = new ValueSizes(sample);
        CACHE.values().removeIf(ValueSizes::isOld);
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
        return bytes.getOrDefault(bin, 0.0);
    }
}
