package io.aeroarrow.model;

import io.aeroarrow.internal.api.WellFormed;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.NullValue;
import io.aeroarrow.model.Value.StringValue;
import java.util.Objects;
import java.util.Optional;

/**
 * The address of a record.
 *
 * @param namespace the namespace
 * @param set the set, empty for none
 * @param userKey an integer, string or blob; {@link Value#ofNull()} if only the digest is known
 * @param knownDigest the 20 bytes that servers know the record by, where they are all that is known; otherwise they
 *     follow from the set and the user key
 */
public record Key(String namespace, String set, Value userKey, Optional<BlobValue> knownDigest) {

    private static final int DIGEST_SIZE = 20;

    /**
     * Checks the components.
     *
     * @param namespace the namespace
     * @param set the set, empty for none
     * @param userKey an integer, string or blob
     * @param knownDigest the 20 bytes that servers know the record by, where they are all that is known
     */
    public Key {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(set, "set");
        WellFormed.require(set);
        if (knownDigest.isPresent()) {
            int size = knownDigest.get().bytes().length;
            if (size != DIGEST_SIZE || !(userKey instanceof NullValue)) {
                throw new IllegalArgumentException(
                        "a digest has " + DIGEST_SIZE + " bytes, not " + size + ", and stands in place of a user key");
            }
        } else if (!(userKey instanceof IntegerValue
                || userKey instanceof StringValue
                || userKey instanceof BlobValue)) {
            throw new IllegalArgumentException("a user key is an integer, a string or a blob, not "
                    + userKey.getClass().getSimpleName());
        }
    }

    /**
     * Creates a key by its user key.
     *
     * @param namespace the namespace
     * @param set the set; empty for none
     * @param userKey the user key
     */
    public Key(String namespace, String set, Value userKey) {
        this(namespace, set, userKey, Optional.empty());
    }

    /**
     * {@return the key of a record by its user key}
     *
     * @param namespace the namespace
     * @param set the set; empty for none
     * @param userKey the user key
     */
    public static Key of(String namespace, String set, long userKey) {
        return new Key(namespace, set, Value.of(userKey));
    }

    /**
     * {@return the key of a record by its user key}
     *
     * @param namespace the namespace
     * @param set the set; empty for none
     * @param userKey the user key
     */
    public static Key of(String namespace, String set, String userKey) {
        return new Key(namespace, set, Value.of(userKey));
    }

    /**
     * {@return a record whose user key is not known} Nothing can be stored as its key.
     *
     * @param namespace the namespace
     * @param set must be the record's, as servers do not find out
     * @param digest 20 bytes
     */
    public static Key ofDigest(String namespace, String set, byte[] digest) {
        return new Key(namespace, set, Value.ofNull(), Optional.of((BlobValue) Value.of(digest)));
    }
}
