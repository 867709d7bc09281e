package io.aeroarrow.spark.internal.runtime;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.Decimal;
import org.jspecify.annotations.Nullable;

/**
 * Computes a record's partition, 0 to 4095, from its key or digest. Null gives null.
 *
 * @param set the record's set; not needed for digests
 */
public record PartitionOfKey(String set, boolean keysAreDigests) implements UDF1<Object, Integer> {

    @Override
    @SuppressWarnings("NullAway") // Spark's interface has no nullness annotations
    public @Nullable Integer call(@Nullable Object key) {
        return key == null ? null : AeroArrowClient.partitionOf(keyOf(key));
    }

    /** Converts a key from Spark's internal or external row format. */
    private Key keyOf(Object key) {
        if (key instanceof byte[] bytes) {
            return keysAreDigests ? Key.ofDigest("", set, bytes) : new Key("", set, Value.of(bytes));
        }
        if (key instanceof Decimal decimal) {
            return Key.of("", set, decimal.toLong());
        }
        return key instanceof Number number ? Key.of("", set, number.longValue()) : Key.of("", set, key.toString());
    }
}
