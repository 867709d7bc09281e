package io.aeroarrow.spark.internal.runtime;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.Decimal;
import org.jspecify.annotations.Nullable;

/**
 * The partition of the cluster, 0 to 4095, of the record of a key or digest; null for null.
 *
 * @param set the records' set, of which keys but not digests need to know
 */
public record PartitionOfKey(String set, boolean keysAreDigests) implements UDF1<Object, Integer> {

    @Override
    @SuppressWarnings("NullAway") // Spark's interface knows no annotations
    public @Nullable Integer call(@Nullable Object key) {
        return key == null ? null : AeroArrowClient.partitionOf(keyOf(key));
    }

    /** A key as Spark has it, in rows of its own or of users. */
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
