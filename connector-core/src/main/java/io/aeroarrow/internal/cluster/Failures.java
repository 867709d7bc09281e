package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Why futures have failed, without the wrapping. */
final class Failures {

    private Failures() {}

    /**
     * The value of a future that is done.
     *
     * @throws AeroArrowException why it has none
     */
    static <T> T valueOf(CompletableFuture<T> done) {
        try {
            return done.join();
        } catch (CompletionException | CancellationException e) {
            throw of(e);
        }
    }

    /** The error in a future's failure. */
    static AeroArrowException of(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
        Throwable inner = failure.getCause();
        Throwable cause = wrapped && inner != null ? inner : failure;
        return cause instanceof AeroArrowException known
                ? known
                : new ConnectionFailedException("asking a node failed in a way that is not foreseen", cause);
    }

    /**
     * Whether it makes no sense to try elsewhere. All nodes of a cluster have the same users, and to try them all with a
     * wrong password could lock one out.
     */
    static boolean isFinal(AeroArrowException failure) {
        return failure instanceof AccessRefusedException
                || failure instanceof ClientClosedException
                || failure instanceof CancelledException;
    }

    /** An error and its cause in one line, for a list of them. */
    static String inShort(AeroArrowException e) {
        Throwable cause = e.getCause();
        if (cause == null) {
            return e.getMessage();
        }
        String why = cause.getMessage();
        return e.getMessage() + " (" + (why == null ? cause.getClass().getSimpleName() : why) + ")";
    }
}
