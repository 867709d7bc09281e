package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.model.Value;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the records that a query wants, none of them twice, all of one type.
 *
 * @param digests whether they are digests of records; otherwise user keys
 */
public record KeySet(boolean digests, List<Value> keys) implements Serializable {

    private static final int DIGEST_BYTES = 20;

    public KeySet {
        keys = List.copyOf(keys);
    }

    /**
     * The keys that are equal to one of some literals of Spark.
     *
     * @return null if these are not keys
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

    /** Nothing else equals a digest. */
    private static boolean isDigest(Value key) {
        return key instanceof Value.BlobValue blob && blob.bytes().length == DIGEST_BYTES;
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

    /** Whether a column of this type can be looked up by. */
    static boolean admits(DataType type) {
        return switch (type.typeName()) {
            case "long", "integer", "short", "byte", "string", "binary" -> true;
            default -> false;
        };
    }

    /** Those that both have. */
    public KeySet intersect(KeySet other) {
        List<Value> both = new ArrayList<>(keys);
        both.retainAll(new LinkedHashSet<>(other.keys));
        return new KeySet(digests, both);
    }

    public int size() {
        return keys.size();
    }

    @Override
    public String toString() {
        return size() + (digests ? " digests" : " keys");
    }
}
