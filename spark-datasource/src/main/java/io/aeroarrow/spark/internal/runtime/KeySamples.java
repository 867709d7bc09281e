package io.aeroarrow.spark.internal.runtime;

import io.aeroarrow.policy.ClientConfig;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * The types of stored keys by sample, kept on the driver for five seconds: Spark asks for the metadata columns of each read, also
 * of those that do not use them. A write of this driver ends them.
 */
public final class KeySamples {

    private static final long CACHE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final ConcurrentHashMap<Table, Cached> CACHE = new ConcurrentHashMap<>();

    private KeySamples() {}

    private record Table(ClientConfig client, String name) {}

    private record Cached(Field field, long nanoTime) {
        boolean isOld(long now) {
            return now - nanoTime >= CACHE_NANOS;
        }
    }

    /**
     * Returns the type of a table's keys.
     *
     * @param sample reads a sample; null if the table is empty, which is not kept: it may be filled a moment later
     * @return null if the table is empty
     */
    public static @Nullable Field of(ClientConfig client, String table, Supplier<@Nullable Field> sample) {
        Table key = new Table(client, table);
        long now = System.nanoTime();
        Cached known = CACHE.get(key);
        if (known != null && !known.isOld(now)) {
            return known.field();
        }
        CACHE.values().removeIf(each -> each.isOld(now));
        Field read = sample.get();
        if (read != null) {
            CACHE.put(key, new Cached(read, now));
        }
        return read;
    }

    /** Forgets all samples: a write may add keys of another type. */
    public static void forget() {
        CACHE.clear();
    }
}
