package io.aeroarrow.flight.internal.service;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.arrow.flight.CallStatus;

/** Prepared statements. They are forgotten when nobody has used them for an hour. Thread-safe. */
final class PreparedRegistry {

    private static final Duration IDLE = Duration.ofHours(1);
    private static final int MAX_STATEMENTS = 10_000;

    /**
     * A statement.
     *
     * @param parameters one row as an Arrow stream; empty for none
     */
    record Prepared(String user, String sql, ByteString parameters, long usedNanos) {

        Prepared with(ByteString newParameters) {
            return new Prepared(user, sql, newParameters, System.nanoTime());
        }
    }

    /** In the order of use. */
    private final Map<String, Prepared> statements = new LinkedHashMap<>(16, 0.75f, true);

    /** Adds a statement and returns its handle. */
    synchronized ByteString add(String user, String sql) {
        forget();
        if (statements.size() >= MAX_STATEMENTS) {
            throw CallStatus.RESOURCE_EXHAUSTED
                    .withDescription(
                            "there are " + MAX_STATEMENTS + " prepared statements. Close those that are not used.")
                    .toRuntimeException();
        }
        String handle = UUID.randomUUID().toString();
        statements.put(handle, new Prepared(user, sql, ByteString.EMPTY, System.nanoTime()));
        return ByteString.copyFromUtf8(handle);
    }

    private void forget() {
        long now = System.nanoTime();
        statements.values().removeIf(statement -> now - statement.usedNanos() > IDLE.toNanos());
    }

    /** Returns a statement of a user. */
    synchronized Prepared get(ByteString handle, String user) {
        Prepared found = statements.get(handle.toString(StandardCharsets.UTF_8));
        if (found == null || !found.user().equals(user)) {
            throw CallStatus.NOT_FOUND
                    .withDescription("there is no such prepared statement; it was closed, or not used for an hour")
                    .toRuntimeException();
        }
        return found;
    }

    /** Sets the parameters of the next execution. */
    synchronized void bind(ByteString handle, String user, ByteString parameters) {
        Prepared found = get(handle, user);
        statements.put(handle.toString(StandardCharsets.UTF_8), found.with(parameters));
    }

    synchronized void remove(ByteString handle, String user) {
        get(handle, user);
        statements.remove(handle.toString(StandardCharsets.UTF_8));
    }
}
