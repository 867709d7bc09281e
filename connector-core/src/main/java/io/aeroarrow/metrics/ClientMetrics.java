package io.aeroarrow.metrics;

import io.aeroarrow.internal.api.Properties;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client has done since it was connected. Counts only grow, except those of open and busy connections and of the
 * memory used. They are
 * read one after the other, so they can differ by a moment. Immutable; the library builds it. {@link #of} and the
 * {@code with} methods serve tests.
 */
public final class ClientMetrics {

    /** The kinds of commands. */
    public enum CommandKind {
        /** Reads of single records. */
        READ,
        /** Writes of single records, including those that also read. */
        WRITE,
        /** Batches. Each call counts once, whatever its number of keys. */
        BATCH,
        /** Scans and queries, from start to close. */
        SCAN
    }

    /**
     * How often something was done, and how long it took.
     *
     * @param count how often it ended, with success or failure
     * @param failures how often it failed
     * @param total how long all of them took together
     * @param longest how long the longest took
     */
    public record Timer(long count, long failures, Duration total, Duration longest) {}

    private final Fields fields;

    private ClientMetrics(Fields fields) {
        Objects.requireNonNull(fields.tends, "tends");
        this.fields = fields;
    }

    /**
     * {@return the metrics of a client without nodes, given its commands of each kind}
     *
     * @param commands one timer for each kind
     */
    public static ClientMetrics of(Map<CommandKind, Timer> commands) {
        return new ClientMetrics(new Fields(Map.copyOf(commands)));
    }

    /** {@return the commands by kind} Every kind is present. */
    public Map<CommandKind, Timer> commands() {
        return fields.commands;
    }

    /** {@return how many records scans, queries and batch reads have returned} */
    public long records() {
        return fields.records;
    }

    /**
     * {@return a copy with another {@link #records()}}
     *
     * @param count how many records scans, queries and batch reads have returned
     */
    public ClientMetrics withRecords(long count) {
        return new ClientMetrics(fields.with(changed -> changed.records = count));
    }

    /** {@return how many requests were retried: attempts of a command, rounds of a scan or batch} */
    public long retries() {
        return fields.retries;
    }

    /**
     * {@return a copy with another {@link #retries()}}
     *
     * @param count how many requests were retried: attempts of a command, rounds of a scan or batch
     */
    public ClientMetrics withRetries(long count) {
        return new ClientMetrics(fields.with(changed -> changed.retries = count));
    }

    /** {@return how many commands failed because of a timeout} */
    public long timeouts() {
        return fields.timeouts;
    }

    /**
     * {@return a copy with another {@link #timeouts()}}
     *
     * @param count how many commands failed because of a timeout
     */
    public ClientMetrics withTimeouts(long count) {
        return new ClientMetrics(fields.with(changed -> changed.timeouts = count));
    }

    /** {@return how often the client asked the nodes for changes of the cluster} */
    public Timer tends() {
        return fields.tends;
    }

    /**
     * {@return a copy with another {@link #tends()}}
     *
     * @param timer how often the client asked the nodes for changes of the cluster
     */
    public ClientMetrics withTends(Timer timer) {
        return new ClientMetrics(fields.with(changed -> changed.tends = timer));
    }

    /** {@return the nodes that the client knows now, by name} */
    public List<NodeMetrics> nodes() {
        return fields.nodes;
    }

    /**
     * {@return a copy with another {@link #nodes()}}
     *
     * @param known the nodes that the client knows now, by name
     */
    public ClientMetrics withNodes(List<NodeMetrics> known) {
        return new ClientMetrics(fields.with(changed -> changed.nodes = List.copyOf(known)));
    }

    /** {@return how many bytes operations in flight hold besides vectors} See {@code ClientConfig.memoryLimit}. */
    public long memoryUsed() {
        return fields.memoryUsed;
    }

    /**
     * {@return a copy with another {@link #memoryUsed()}}
     *
     * @param bytes how many bytes operations in flight hold besides vectors
     */
    public ClientMetrics withMemoryUsed(long bytes) {
        return new ClientMetrics(fields.with(changed -> changed.memoryUsed = bytes));
    }

    /** {@return the largest value that {@link #memoryUsed()} had} */
    public long memoryPeak() {
        return fields.memoryPeak;
    }

    /**
     * {@return a copy with another {@link #memoryPeak()}}
     *
     * @param bytes the largest value so far
     */
    public ClientMetrics withMemoryPeak(long bytes) {
        return new ClientMetrics(fields.with(changed -> changed.memoryPeak = bytes));
    }

    /**
     * {@return the commands of one kind}
     *
     * @param kind the kind of command
     */
    public Timer command(CommandKind kind) {
        return Objects.requireNonNull(fields.commands.get(kind), kind::name);
    }

    /** {@return how many bytes were sent to the nodes that the client knows now} */
    public long bytesSent() {
        return fields.nodes.stream().mapToLong(NodeMetrics::bytesSent).sum();
    }

    /** {@return how many bytes were received from the nodes that the client knows now} */
    public long bytesReceived() {
        return fields.nodes.stream().mapToLong(NodeMetrics::bytesReceived).sum();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientMetrics that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "ClientMetrics" + fields;
    }

    private static final class Fields extends Properties<Fields> {

        private final Map<CommandKind, Timer> commands;
        private long records;
        private long retries;
        private long timeouts;
        private Timer tends = new Timer(0, 0, Duration.ZERO, Duration.ZERO);
        private List<NodeMetrics> nodes = List.of();
        private long memoryUsed;
        private long memoryPeak;

        Fields(Map<CommandKind, Timer> commands) {
            this.commands = commands;
        }

        @Override
        protected void list(Listing to) {
            to.add("commands", commands)
                    .add("records", records)
                    .add("retries", retries)
                    .add("timeouts", timeouts)
                    .add("tends", tends)
                    .add("nodes", nodes)
                    .add("memoryUsed", memoryUsed)
                    .add("memoryPeak", memoryPeak);
        }
    }
}
