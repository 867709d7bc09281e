package io.aeroarrow.error;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of all errors that this library reports about a cluster or its data. An error belongs to one operation, whose
 * end adds what it knows: where it happened, about which key, and how the attempts before had failed.
 */
public abstract sealed class AeroArrowException extends RuntimeException
        permits CancelledException,
                CircuitOpenException,
                ClientClosedException,
                ConnectionFailedException,
                DeadlineExceededException,
                MismatchException,
                PartitionsUnavailableException,
                ProtocolViolationException,
                ServerErrorException,
                TlsException {

    private static final long serialVersionUID = 1;

    private volatile boolean inDoubt;
    private volatile @Nullable String node;
    private volatile @Nullable String keyDigest;

    AeroArrowException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether the same request may succeed when it is sent again, now or somewhat later. */
    public abstract boolean retryable();

    /** Whether this is about a write that may have happened all the same: it was sent, and its answer is missing. */
    public boolean inDoubt() {
        return inDoubt;
    }

    /** The node that was asked, by id and address; empty if none was, or if the error is about several. */
    public Optional<String> node() {
        return Optional.ofNullable(node);
    }

    /** The digest of the key that was asked about, as 40 hex digits; empty if the error is not about one key. */
    public Optional<String> keyDigest() {
        return Optional.ofNullable(keyDigest);
    }

    /** How the attempts before had failed, the first one first. They are the suppressed exceptions of this one, too. */
    public List<AeroArrowException> earlierFailures() {
        return Arrays.stream(getSuppressed())
                .filter(AeroArrowException.class::isInstance)
                .map(AeroArrowException.class::cast)
                .toList();
    }

    /** How often the operation had been tried when it was given up. */
    public int attempts() {
        return earlierFailures().size() + 1;
    }

    /** Says that the write which failed may have happened; for whoever sent it. */
    public AeroArrowException markInDoubt() {
        inDoubt = true;
        return this;
    }

    /** Says which node was asked, unless that is known already; for whoever asked it. */
    public AeroArrowException atNode(String idAndAddress) {
        if (node == null) {
            node = idAndAddress;
        }
        return this;
    }

    /** Says which key this is about; for whoever asked about it. */
    public AeroArrowException ofKey(String digestInHex) {
        keyDigest = digestInHex;
        return this;
    }

    /** Says how the attempts before had failed; for whoever made them. */
    public AeroArrowException after(List<AeroArrowException> failures) {
        failures.stream().filter(failure -> failure != this).forEach(this::addSuppressed);
        return this;
    }

    /** The same error in other words, with this one as its cause: for each of several that it has befallen. */
    public final AeroArrowException retold(String message) {
        AeroArrowException retold = copy(message);
        retold.inDoubt = inDoubt;
        retold.node = node;
        retold.keyDigest = keyDigest;
        return retold;
    }

    /** Makes an error of the same kind that has this one as its cause. */
    abstract AeroArrowException copy(String message);

    /** What went wrong, without what the operation has added. */
    final String plainMessage() {
        return String.valueOf(super.getMessage());
    }

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
}
