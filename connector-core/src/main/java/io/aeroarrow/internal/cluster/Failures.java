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
import java.util.regex.Pattern;

/** Unwraps the errors of futures. */
final class Failures {

    /** The address that Netty appends to its messages; the error names it already. */
    private static final Pattern ADDRESS_AT_END = Pattern.compile(": \\S*/\\S+$");

    private Failures() {}

    /**
     * The value of a completed future.
     *
     * @throws AeroArrowException the error of a failed future
     */
    static <T> T valueOf(CompletableFuture<T> done) {
        try {
            return done.join();
        } catch (CompletionException | CancellationException e) {
            throw of(e);
        }
    }

    /** The error of a failed future, without its wrapper. */
    static AeroArrowException of(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
        Throwable inner = failure.getCause();
        Throwable cause = wrapped && inner != null ? inner : failure;
        return cause instanceof AeroArrowException known
                ? known
                : new ConnectionFailedException("a request to a node failed unexpectedly", cause);
    }

    /**
     * Whether other addresses must not be tried. All nodes of a cluster have the same users; trying all of them with a
     * wrong password could lock out a user.
     */
    static boolean isFinal(AeroArrowException failure) {
        return failure instanceof AccessRefusedException
                || failure instanceof ClientClosedException
                || failure instanceof CancelledException;
    }

    /** An error and its cause in one line. */
    static String inShort(AeroArrowException e) {
        Throwable cause = e.getCause();
        if (cause == null) {
            return e.getMessage();
        }
        String why = cause.getMessage();
        return e.getMessage() + " ("
                + (why == null
                        ? cause.getClass().getSimpleName()
                        : ADDRESS_AT_END.matcher(why).replaceFirst("")) + ")";
    }
}
