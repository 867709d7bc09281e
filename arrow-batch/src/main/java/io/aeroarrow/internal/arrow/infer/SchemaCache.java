package io.aeroarrow.internal.arrow.infer;

import io.aeroarrow.arrow.schema.InferredSchema;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Caches inferred schemas for a limited time. Thread-safe. */
public final class SchemaCache {

    private record CacheKey(String namespace, String set, int sampleRecords) {}

    private record Entry(InferredSchema schema, long inferredNanos) {}

    private final Map<CacheKey, Entry> entries = new ConcurrentHashMap<>();
    private final long maxAgeNanos;

    public SchemaCache(Duration maxAge) {
        maxAgeNanos = maxAge.toNanos();
    }

    /**
     * Returns the cached schema; infers and caches one if there is none, or if it is too old. Schemas of empty sets are
     * not cached.
     */
    public InferredSchema get(String namespace, String set, int sampleRecords, Supplier<InferredSchema> infer) {
        CacheKey key = new CacheKey(namespace, set, sampleRecords);
        Entry cached = entries.get(key);
        if (cached != null && System.nanoTime() - cached.inferredNanos < maxAgeNanos) {
            return cached.schema;
        }
        InferredSchema inferred = infer.get();
        if (inferred.records() > 0) {
            entries.put(key, new Entry(inferred, System.nanoTime()));
        }
        return inferred;
    }
}
