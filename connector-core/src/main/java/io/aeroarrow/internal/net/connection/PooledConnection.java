package io.aeroarrow.internal.net.connection;

/** A connection that a pool keeps while nobody uses it. */
public sealed interface PooledConnection permits Connection, CallerConnection {

    /** Whether it has not been closed. */
    boolean isOpen();

    /** Whether it can carry a request; to be asked by whoever has taken it, just before. */
    boolean isReady();

    /** Closes it, whatever it carries. */
    void close();

    /** The stack of idle connections that it belongs to. */
    int stack();

    /** When it was last used, in the time of {@link System#nanoTime}. */
    long lastUsed();

    /** Remembers that it is used no more, as of now. */
    void rest();

    /**
     * Looks whether what it carries has run out of time, and gives that up.
     *
     * @return whether it carries anything of which the time is watched
     */
    boolean checkTime();
}
