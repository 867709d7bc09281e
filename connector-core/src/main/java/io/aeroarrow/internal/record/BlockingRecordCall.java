package io.aeroarrow.internal.record;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.exchange.CallerExchange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs an operation on one record. The calling thread sends the request and reads the answer. */
public final class BlockingRecordCall<T> {

    private final Cluster cluster;
    private final RecordOperation<T> operation;
    private final RecordAttempts attempts;

    private BlockingRecordCall(Cluster cluster, RecordOperation<T> operation) {
        this.cluster = cluster;
        this.operation = operation;
        this.attempts = new RecordAttempts(cluster, operation);
    }

    /**
     * Runs an operation.
     *
     * @throws AeroArrowException if the answer is an error, or if there is no answer
     */
    public static <T> T run(Cluster cluster, RecordOperation<T> operation) {
        BlockingRecordCall<T> call = new BlockingRecordCall<>(cluster, operation);
        try {
            T result = call.run();
            call.attempts.ended(null);
            return result;
        } catch (RuntimeException e) {
            call.attempts.ended(e);
            throw e;
        }
    }

    private T run() {
        while (true) {
            AeroArrowException cause;
            try (RecordAnswer answer = new RecordAnswer(cluster.memory())) {
                cause = attempt(answer);
                if (cause == null) {
                    return decode(answer);
                }
            }
            Duration pause = attempts.backoffAfter(cause);
            if (pause == null) {
                throw attempts.completed(cause);
            }
            sleep(pause);
        }
    }

    /**
     * Makes one attempt.
     *
     * @return the error to retry after; null if the answer can be decoded
     */
    private @Nullable AeroArrowException attempt(RecordAnswer answer) {
        CallerExchange exchange = new CallerExchange();
        try {
            Node node = attempts.next();
            exchange.run(node.pool(), attempts.encoder(), answer, attempts.deadline());
            return attempts.retryableError(answer.message().resultCode());
        } catch (AeroArrowException e) {
            if (exchange.sent()) {
                attempts.unanswered();
            }
            return e;
        }
    }

    private T decode(RecordAnswer answer) {
        try {
            return operation.decode(answer.message());
        } catch (AeroArrowException e) {
            throw attempts.completed(e);
        }
    }

    private void sleep(Duration pause) {
        try {
            cluster.operations().pause(pause);
        } catch (ClientClosedException e) {
            throw attempts.completed(e);
        } catch (InterruptedException e) {
            throw attempts.completed(Deadline.interrupted(e));
        }
    }
}
