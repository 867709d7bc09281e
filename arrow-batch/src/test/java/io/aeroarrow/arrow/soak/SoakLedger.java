package io.aeroarrow.arrow.soak;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ClientClosedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the operations of a soak: each one that starts must succeed, or fail with an error of the API. */
final class SoakLedger {

    private final LongAdder started = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
    private final Queue<Throwable> unexpected = new ConcurrentLinkedQueue<>();

    void started() {
        started.increment();
    }

    void succeeded(String operation) {
        ended(operation + " succeeded");
    }

    /** Counts a failure. Any other error than those of the API is a fault of the client. */
    void failed(String operation, Throwable failure) {
        Throwable cause = failure;
        while (!isTyped(cause) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (!isTyped(cause)) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            unexpected.add(new AssertionError(operation + " failed unexpectedly: " + trace, failure));
        }
        ended(operation + " failed: " + cause.getClass().getSimpleName());
    }

    private void ended(String outcome) {
        outcomes.computeIfAbsent(outcome, first -> new LongAdder()).increment();
        ended.increment();
    }

    private static boolean isTyped(Throwable failure) {
        return failure instanceof AeroArrowException || failure instanceof CancellationException;
    }

    /** Whether the operation failed because its client was closed. */
    static boolean isClosed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientClosedException) {
                return true;
            }
        }
        return false;
    }

    long startedCount() {
        return started.sum();
    }

    /** The number of operations that have not ended. */
    long open() {
        return started.sum() - ended.sum();
    }

    Queue<Throwable> unexpected() {
        return unexpected;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(started.sum() + " operations");
        outcomes.forEach((outcome, count) -> text.append(System.lineSeparator())
                .append("  ")
                .append(count.sum())
                .append(' ')
                .append(outcome));
        return text.toString();
    }
}
