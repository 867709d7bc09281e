package io.aeroarrow.internal.arrow.infer;

import io.aeroarrow.arrow.schema.InferredSchema;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Inferred schemas that are not asked for again for some time. */
public final class SchemaCache {

    private record Place(String namespace, String set, int sampleRecords) {}

    private record Entry(InferredSchema schema, long since) {}

    private final Map<Place, Entry> entries = new ConcurrentHashMap<>();
    private final long maxAgeNanos;

    public SchemaCache(Duration maxAge) {
        maxAgeNanos = maxAge.toNanos();
    }

    public InferredSchema get(String namespace, String set, int sampleRecords, Supplier<InferredSchema> infer) {
        Place place = new Place(namespace, set, sampleRecords);
        Entry known = entries.get(place);
        if (known != null && System.nanoTime() - known.since < maxAgeNanos) {
            return known.schema;
        }
        InferredSchema inferred = infer.get();
        if (inferred.records() > 0) {
            entries.put(place, new Entry(inferred, System.nanoTime()));
        }
        return inferred;
    }
}
