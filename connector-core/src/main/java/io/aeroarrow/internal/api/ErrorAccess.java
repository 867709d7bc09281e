package io.aeroarrow.internal.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes an exception of the API, which has no public method that does. The root class of the exceptions registers the one
 * implementation when it is initialized. This class does not name that root class, so that packages form no cycle.
 *
 * @param <E> the root class
 */
public abstract class ErrorAccess<E extends RuntimeException> {

    private static volatile @Nullable ErrorAccess<?> registered;

    /** Sets the implementation. */
    public static void register(ErrorAccess<?> access) {
        registered = access;
    }

    /**
     * Returns the implementation.
     *
     * @throws IllegalStateException if no exception was created yet
     */
    public static ErrorAccess<?> registered() {
        ErrorAccess<?> access = registered;
        if (access == null) {
            throw new IllegalStateException(
                    "the root class of the exceptions is not initialized; create an exception first");
        }
        return access;
    }

    /** Marks a write as possibly applied. */
    public abstract void markInDoubt(E error);

    /** Sets the node, unless the exception has one. */
    public abstract void setNode(E error, String idAndAddress);

    /** Sets the digest of the key. */
    public abstract void setKeyDigest(E error, String hex);

    /** Adds the failures of earlier attempts. Skips the exception itself. */
    public abstract void addEarlierFailures(E error, List<? extends E> failures);

    /** Returns a copy with another message and the original as its cause. */
    public abstract E retold(E error, String message);
}
