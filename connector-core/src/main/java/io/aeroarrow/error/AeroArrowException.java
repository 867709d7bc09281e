package io.aeroarrow.error;

import io.aeroarrow.internal.api.ErrorAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of all errors that this library reports about a cluster or its data. An error belongs to one operation. It
 * says what went wrong, at which node, about which key, and how earlier attempts failed.
 */
public abstract sealed class AeroArrowException extends RuntimeException
        permits CancelledException,
                CircuitOpenException,
                ClientClosedException,
                ConnectionFailedException,
                DeadlineExceededException,
                MemoryLimitException,
                MismatchException,
                PartitionsUnavailableException,
                ProtocolViolationException,
                ServerErrorException,
                TlsException {

    private static final long serialVersionUID = 1;

    static {
        ErrorAccess.register(new Access());
    }

    private volatile boolean inDoubt;
    private volatile @Nullable String node;
    private volatile @Nullable String keyDigest;
    private volatile List<AeroArrowException> earlierFailures = List.of();

    AeroArrowException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** {@return whether the same request may succeed if it is sent again, at once or a little later} */
    public abstract boolean retryable();

    /** {@return whether the failed write may have been applied: it was sent, and its answer is missing} */
    public boolean inDoubt() {
        return inDoubt;
    }

    /**
     * {@return the node that was asked, by id and address; empty if no node was asked, or the error is about several}
     */
    public Optional<String> node() {
        return Optional.ofNullable(node);
    }

    /** {@return the digest of the key, as 40 hex digits; empty if the error is not about one key} */
    public Optional<String> keyDigest() {
        return Optional.ofNullable(keyDigest);
    }

    /**
     * {@return the failures of earlier attempts, the first one first} They are also suppressed exceptions of this one.
     */
    public List<AeroArrowException> earlierFailures() {
        return earlierFailures;
    }

    /** {@return how often the operation was attempted, 1 or more} */
    public int attempts() {
        return earlierFailures.size() + 1;
    }

    /** Returns an error of the same kind that has this one as its cause. */
    abstract AeroArrowException copy(String message);

    /** What went wrong, without the details that the operation added. */
    final String plainMessage() {
        return String.valueOf(super.getMessage());
    }

    /** What went wrong, with the attempt, the node and the key, and whether the write may have happened. */
    @Override
    public String getMessage() {
        String message = plainMessage();
        List<String> details = new ArrayList<>();
        if (attempts() > 1) {
            details.add("attempt " + attempts());
        }
        String where = node;
        if (where != null && !message.contains(where)) {
            details.add("at " + where);
        }
        if (keyDigest != null) {
            details.add("key digest " + keyDigest);
        }
        return message
                + (details.isEmpty() ? "" : " (" + String.join(", ", details) + ")")
                + (inDoubt ? "; the write may have happened" : "");
    }

    /** Lets the library add details, and nobody else. */
    private static final class Access extends ErrorAccess<AeroArrowException> {

        @Override
        public void markInDoubt(AeroArrowException error) {
            error.inDoubt = true;
        }

        @Override
        public void setNode(AeroArrowException error, String idAndAddress) {
            if (error.node == null) {
                error.node = idAndAddress;
            }
        }

        @Override
        public void setKeyDigest(AeroArrowException error, String hex) {
            error.keyDigest = hex;
        }

        @Override
        public void addEarlierFailures(AeroArrowException error, List<? extends AeroArrowException> failures) {
            List<AeroArrowException> all = new ArrayList<>(error.earlierFailures);
            for (AeroArrowException failure : failures) {
                if (failure != error) {
                    error.addSuppressed(failure);
                    all.add(failure);
                }
            }
            error.earlierFailures = List.copyOf(all);
        }

        @Override
        public AeroArrowException retold(AeroArrowException error, String message) {
            AeroArrowException retold = error.copy(message);
            retold.inDoubt = error.inDoubt;
            retold.node = error.node;
            retold.keyDigest = error.keyDigest;
            return retold;
        }
    }
}
