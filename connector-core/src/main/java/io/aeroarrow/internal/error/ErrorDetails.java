package io.aeroarrow.internal.error;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.api.ErrorAccess;
import java.util.List;

/**
 * Adds what an operation knows to its error: the node, the key, earlier failures, whether a write is in doubt. The thread
 * that fails the operation adds them, before the caller gets the error.
 *
 * @param <E> the type of the error
 */
public final class ErrorDetails<E extends AeroArrowException> {

    private final ErrorAccess<AeroArrowException> access;
    private final E error;

    private ErrorDetails(E error) {
        this.access = access();
        this.error = error;
    }

    /** Starts to add details to an error. */
    public static <E extends AeroArrowException> ErrorDetails<E> of(E error) {
        return new ErrorDetails<>(error);
    }

    /** Starts to add details to a copy of an error that has another message, and the error as its cause. */
    public static ErrorDetails<AeroArrowException> retold(AeroArrowException error, String message) {
        return of(access().retold(error, message));
    }

    @SuppressWarnings("unchecked") // AeroArrowException registers the only access there is.
    private static ErrorAccess<AeroArrowException> access() {
        return (ErrorAccess<AeroArrowException>) ErrorAccess.registered();
    }

    /** Marks the failed write as possibly applied. */
    public ErrorDetails<E> inDoubt() {
        access.markInDoubt(error);
        return this;
    }

    /** Names the node that was asked, unless the error names one. */
    public ErrorDetails<E> atNode(String idAndAddress) {
        access.setNode(error, idAndAddress);
        return this;
    }

    /** Names the key, by its digest as 40 hex digits. */
    public ErrorDetails<E> ofKey(String digestInHex) {
        access.setKeyDigest(error, digestInHex);
        return this;
    }

    /** Adds the failures of earlier attempts, the first one first. */
    public ErrorDetails<E> after(List<AeroArrowException> failures) {
        access.addEarlierFailures(error, failures);
        return this;
    }

    /** Returns the error, with its details. */
    public E error() {
        return error;
    }
}
