package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.Value;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a query looks up: distinct, and all of one type.
 *
 * @param digests whether the keys are digests; otherwise they are user keys
 */
public record KeySet(boolean digests, List<Value> keys) implements Serializable {

    public KeySet {
        keys = List.copyOf(keys);
    }

    /**
     * Converts literals to keys.
     *
     * @return the keys; null if a literal cannot be a key
     */
    static @Nullable KeySet of(boolean digests, List<Object> literals) {
        LinkedHashSet<Value> keys = new LinkedHashSet<>();
        for (Object literal : literals) {
            Value key = value(literal);
            if (key == null) {
                return null;
            }
            if (!digests || isDigest(key)) {
                keys.add(key);
            }
        }
        return new KeySet(digests, new ArrayList<>(keys));
    }

    /** A value of another length equals no digest. */
    private static boolean isDigest(Value key) {
        return key instanceof Value.BlobValue blob && blob.bytes().length == TableColumns.DIGEST_BYTES;
    }

    private static @Nullable Value value(Object literal) {
        if (literal instanceof Long
                || literal instanceof Integer
                || literal instanceof Short
                || literal instanceof Byte) {
            return Value.of(((Number) literal).longValue());
        } else if (literal instanceof UTF8String text) {
            return Value.of(text.toString());
        }
        return literal instanceof byte[] bytes ? Value.of(bytes) : null;
    }

    /** Returns whether keys can have this type. */
    static boolean admits(DataType type) {
        return switch (type.typeName()) {
            case "long", "integer", "short", "byte", "string", "binary" -> true;
            default -> false;
        };
    }

    /** Returns the keys that are in both sets. */
    public KeySet intersect(KeySet other) {
        List<Value> both = new ArrayList<>(keys);
        both.retainAll(new LinkedHashSet<>(other.keys));
        return new KeySet(digests, both);
    }

    /** Returns the keys of a set whose records are in some partitions. */
    public KeySet within(String set, PartitionSet partitions) {
        return new KeySet(
                digests,
                keys.stream()
                        .filter(key -> partitions.contains(AeroArrowClient.partitionOf(key(set, key))))
                        .toList());
    }

    /** Returns the partitions of the records of a set. */
    PartitionSet partitions(String set) {
        return PartitionSet.of(keys.stream()
                .map(key -> AeroArrowClient.partitionOf(key(set, key)))
                .toList());
    }

    /** Returns a key. The namespace does not matter to its partition. */
    private Key key(String set, Value key) {
        return digests ? Key.ofDigest("", set, ((Value.BlobValue) key).bytes()) : new Key("", set, key);
    }

    public int size() {
        return keys.size();
    }

    @Override
    public String toString() {
        return size() + (digests ? " digests" : " keys");
    }
}
