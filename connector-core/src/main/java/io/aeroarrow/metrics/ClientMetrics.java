package io.aeroarrow.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a client has done since it was connected. All counts only grow, but those of connections that are open or busy
 * now; they are read one after the other, so that they may be a moment apart.
 *
 * @param commands by kind; each kind is there
 * @param records the records that scans, queries and batch reads have given
 * @param retries how often something was asked again: an attempt of a command, a round of a scan or batch
 * @param timeouts how many commands failed because a time was over
 * @param tends the rounds in which the nodes were asked what had changed
 * @param nodes the nodes that the client knows now, by name
 */
public record ClientMetrics(
        Map<CommandKind, Timer> commands,
        long records,
        long retries,
        long timeouts,
        Timer tends,
        List<NodeMetrics> nodes) {

    /** What is asked of a cluster. */
    public enum CommandKind {
        /** Reads of single records. */
        READ,
        /** Writes of single records, also those that read. */
        WRITE,
        /** Batches; each call counts once, however many keys it has. */
        BATCH,
        /** Scans and queries, from their start to their close. */
        SCAN
    }

    /**
     * How often something was done.
     *
     * @param count how often it ended, well or not
     * @param failures how often it did not end well
     * @param total how long all took together
     * @param longest how long the longest took
     */
    public record Timer(long count, long failures, Duration total, Duration longest) {}

    /**
     * What goes to and from one node.
     *
     * @param node its name and address
     * @param open connections that are open, busy and idle together
     * @param busy connections that carry something
     * @param opened connections opened so far
     * @param failures how often the node broke a connection, could not be reached, said nothing, or nothing sensible
     * @param bytesSent what was written to its connections, before TLS
     * @param bytesReceived what was read from them, after TLS
     * @param circuitOpen whether it is left alone at the moment, because it failed too often
     */
    public record NodeMetrics(
            String node,
            int open,
            int busy,
            long opened,
            long failures,
            long bytesSent,
            long bytesReceived,
            boolean circuitOpen) {}

    public ClientMetrics {
        commands = Map.copyOf(commands);
        nodes = List.copyOf(nodes);
    }

    /** The commands of one kind. */
    public Timer command(CommandKind kind) {
        return Objects.requireNonNull(commands.get(kind), kind::name);
    }

    /** The sum over all nodes that the client knows now. */
    public long bytesSent() {
        return nodes.stream().mapToLong(NodeMetrics::bytesSent).sum();
    }

    /** The sum over all nodes that the client knows now. */
    public long bytesReceived() {
        return nodes.stream().mapToLong(NodeMetrics::bytesReceived).sum();
    }
}
