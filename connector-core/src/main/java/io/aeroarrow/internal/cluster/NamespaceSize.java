package io.aeroarrow.internal.cluster;

import io.aeroarrow.internal.info.Info;
import io.aeroarrow.internal.net.connection.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The number of records of a namespace on one node, copies included. The node is asked when the number is needed and is
 * older than some seconds; only the first caller waits for the answer.
 */
public final class NamespaceSize {

    private static final Logger LOG = LoggerFactory.getLogger(NamespaceSize.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long UNKNOWN = -1;

    /** One question to the node. */
    private record Inquiry(long start, CompletableFuture<?> answer) {
        long age() {
            return System.nanoTime() - start;
        }
    }

    private final Node node;
    private final String name;
    private volatile long records = UNKNOWN;
    private volatile @Nullable Inquiry latest;

    NamespaceSize(Node node, String namespace) {
        this.node = node;
        this.name = "namespace/" + namespace;
    }

    /** Asks the node if the last question is some seconds old. Does not wait. */
    public void refresh() {
        Inquiry last = latest;
        if (last == null || (last.answer.isDone() && last.age() > FRESH_NANOS)) {
            latest = new Inquiry(
                    System.nanoTime(), node.ask(List.of(name), TIMEOUT).handle((answer, failure) -> {
                        if (failure != null) {
                            LOG.debug("cannot ask {} for the size of {}: {}", node, name, failure.getMessage());
                        } else {
                            records = parse(answer.getOrDefault(name, ""));
                        }
                        return answer;
                    }));
        }
    }

    private static long parse(String answer) {
        if (Info.isError(answer)) {
            return UNKNOWN;
        }
        String objects = Info.properties(answer, ';').get("objects");
        return objects == null ? UNKNOWN : Long.parseLong(objects);
    }

    /**
     * Returns the number of records. If it is unknown, waits for the answer to the question of {@link #refresh}.
     *
     * @param patienceNanos the longest time between the question and the end of this method
     * @return empty if the node has not told it
     */
    public OptionalLong records(long patienceNanos) {
        Inquiry asked = latest;
        if (records == UNKNOWN && asked != null && !asked.answer.isDone() && asked.age() < patienceNanos) {
            try {
                asked.answer.get(patienceNanos - asked.age(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                throw Deadline.interrupted(e);
            } catch (ExecutionException | TimeoutException e) {
                LOG.debug("the size of {} at {} is not known", name, node, e);
            }
        }
        long known = records;
        return known == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(known);
    }
}
