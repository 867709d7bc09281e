package io.aeroarrow.internal.net.connection;

/** A connection that a pool keeps while it is idle. */
public sealed interface PooledConnection permits Connection, CallerConnection {

    /** Whether the connection is open. */
    boolean isOpen();

    /** Whether the connection can carry a request. Check it immediately before use. */
    boolean isReady();

    /** Closes the connection, even during an exchange. */
    void close();

    /** The index of its stack of idle connections. */
    int stack();

    /** The time of its last use, by {@link System#nanoTime}. */
    long lastUsed();

    /** Marks the connection as idle from now on. */
    void markIdle();

    /**
     * Ends its exchange if the deadline has passed.
     *
     * @return whether it carries an exchange with a deadline
     */
    boolean checkTime();
}
