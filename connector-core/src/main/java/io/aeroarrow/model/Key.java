package io.aeroarrow.model;

import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.StringValue;
import java.util.Objects;

/**
 * The address of a record.
 *
 * @param namespace the namespace
 * @param set the set, empty for none
 * @param userKey an integer, string or blob
 */
public record Key(String namespace, String set, Value userKey) {

    public Key {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(set, "set");
        if (!(userKey instanceof IntegerValue || userKey instanceof StringValue || userKey instanceof BlobValue)) {
            throw new IllegalArgumentException("a user key is an integer, a string or a blob, not "
                    + userKey.getClass().getSimpleName());
        }
    }

    public static Key of(String namespace, String set, long userKey) {
        return new Key(namespace, set, Value.of(userKey));
    }

    public static Key of(String namespace, String set, String userKey) {
        return new Key(namespace, set, Value.of(userKey));
    }
}
