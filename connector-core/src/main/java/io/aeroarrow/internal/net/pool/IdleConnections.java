package io.aeroarrow.internal.net.pool;

import io.aeroarrow.internal.net.connection.PooledConnection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Idle connections, in one stack for each event loop, so that a loop finds its own. Other threads use the loop with the
 * most idle connections, so that no loop gets all the work. The connection used last is used next: surplus connections
 * stay idle until they are closed.
 */
final class IdleConnections<C extends PooledConnection> {

    /** Search the fullest stack first. */
    static final int ANY = -1;

    private final List<ConcurrentLinkedDeque<C>> stacks;
    /** The sizes of the stacks; too low while a connection is pushed, too high while one is taken. */
    private final AtomicIntegerArray sizes;

    IdleConnections(int stacks) {
        this.stacks = IntStream.range(0, stacks)
                .mapToObj(stack -> new ConcurrentLinkedDeque<C>())
                .toList();
        sizes = new AtomicIntegerArray(stacks);
    }

    void push(C connection) {
        connection.markIdle();
        stacks.get(connection.stack()).addFirst(connection);
        sizes.incrementAndGet(connection.stack());
    }

    /**
     * Takes an open connection.
     *
     * @param preferred the index of the stack to search first, or {@link #ANY}
     * @return null if there is none
     */
    @Nullable
    C poll(int preferred) {
        C found = preferred == ANY ? null : pollOpen(preferred);
        if (found == null) {
            found = pollOpen(fullest());
        }
        for (int stack = 0; found == null && stack < stacks.size(); stack++) {
            found = pollOpen(stack);
        }
        return found;
    }

    private int fullest() {
        int fullest = 0;
        for (int stack = 1; stack < stacks.size(); stack++) {
            if (sizes.get(stack) > sizes.get(fullest)) {
                fullest = stack;
            }
        }
        return fullest;
    }

    private @Nullable C pollOpen(int stack) {
        for (C next = pollFirst(stack); next != null; next = pollFirst(stack)) {
            if (next.isReady()) {
                return next;
            }
            next.close();
        }
        return null;
    }

    private @Nullable C pollFirst(int stack) {
        return taken(stack, stacks.get(stack).pollFirst());
    }

    private @Nullable C pollLast(int stack) {
        return taken(stack, stacks.get(stack).pollLast());
    }

    private @Nullable C taken(int stack, @Nullable C connection) {
        if (connection != null) {
            sizes.decrementAndGet(stack);
        }
        return connection;
    }

    /** Closes connections that were idle for {@code nanos} or longer. */
    void closeIdleFor(long nanos) {
        long now = System.nanoTime();
        for (int stack = 0; stack < stacks.size(); stack++) {
            for (C oldest = pollLast(stack); oldest != null; oldest = pollLast(stack)) {
                if (oldest.isOpen() && now - oldest.lastUsed() < nanos) {
                    stacks.get(stack).addLast(oldest);
                    sizes.incrementAndGet(stack);
                    break;
                }
                oldest.close();
            }
        }
    }

    /** Closes the least recently used connection of the first stack that is not empty. */
    boolean closeOne() {
        for (int stack = 0; stack < stacks.size(); stack++) {
            C oldest = pollLast(stack);
            if (oldest != null) {
                oldest.close();
                return true;
            }
        }
        return false;
    }

    void closeAll() {
        while (closeOne()) {
            // closeOne returns false when all stacks are empty.
        }
    }

    int size() {
        return stacks.stream().mapToInt(ConcurrentLinkedDeque::size).sum();
    }
}
