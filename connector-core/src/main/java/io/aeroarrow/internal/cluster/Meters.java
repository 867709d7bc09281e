package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.metrics.ClientMetrics;
import io.aeroarrow.metrics.ClientMetrics.CommandKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The counters of a client. */
public final class Meters {

    private final Map<CommandKind, Meter> commands = new EnumMap<>(CommandKind.class);

    private final LongAdder records = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private final Meter tends = new Meter();

    Meters() {
        for (CommandKind kind : CommandKind.values()) {
            commands.put(kind, new Meter());
        }
    }

    private Meter command(CommandKind kind) {
        return Objects.requireNonNull(commands.get(kind), kind::name);
    }

    /**
     * Counts a completed command.
     *
     * @param failure its error; null on success
     */
    public void ended(CommandKind kind, long tookNanos, @Nullable Throwable failure) {
        command(kind).ended(tookNanos, failure == null);
        if (failure instanceof DeadlineExceededException) {
            timeouts.increment();
        }
    }

    /** Counts records returned to the caller. */
    public void records(long count) {
        records.add(count);
    }

    /** Counts a retry. */
    public void retried() {
        retries.increment();
    }

    void tended(long tookNanos, boolean success) { tends.ended(tookNanos, success);
    }

    ClientMetrics snapshot(ClusterView view) {
        return ClientMetrics.of(Arrays.stream(CommandKind.values())
                        .collect(Collectors.toMap(
                                Function.identity(), kind -> command(kind).snapshot())))
                .withRecords(records.sum())
                .withRetries(retries.sum())
                .withTimeouts(timeouts.sum())
                .withTends(tends.snapshot())
                .withNodes(view.nodes().stream()
                        .map(node -> node.pool().metrics(node.toString()))
                        .toList());
    }
}
