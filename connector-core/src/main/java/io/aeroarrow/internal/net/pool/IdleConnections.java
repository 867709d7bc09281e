package io.aeroarrow.internal.net.pool;

import io.aeroarrow.internal.net.connection.PooledConnection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Connections that wait for work, in one stack for each event loop, so that a loop finds its own. The one used last is
 * used next: surplus ones stay idle, and are closed in the end.
 */
final class IdleConnections<C extends PooledConnection> {

    private final List<ConcurrentLinkedDeque<C>> stacks;

    IdleConnections(int stacks) {
        this.stacks = IntStream.range(0, stacks)
                .mapToObj(stack -> new ConcurrentLinkedDeque<C>())
                .toList();
    }

    void push(C connection) {
        connection.rest();
        stacks.get(connection.stack()).addFirst(connection);
    }

    /**
     * Takes a connection.
     *
     * @param preferred the stack to look at first
     * @return null if there is none that is open
     */
    @Nullable
    C poll(int preferred) {
        C found = pollOpen(stacks.get(preferred));
        for (int stack = 0; found == null && stack < stacks.size(); stack++) {
            found = pollOpen(stacks.get(stack));
        }
        return found;
    }

    private static <C extends PooledConnection> @Nullable C pollOpen(ConcurrentLinkedDeque<C> stack) {
        for (C next = stack.pollFirst(); next != null; next = stack.pollFirst()) {
            if (next.isReady()) {
                return next;
            }
            next.close();
        }
        return null;
    }

    /** Closes what has been idle for longer. */
    void closeIdleFor(long nanos) {
        long now = System.nanoTime();
        for (ConcurrentLinkedDeque<C> stack : stacks) {
            for (C oldest = stack.pollLast(); oldest != null; oldest = stack.pollLast()) {
                if (oldest.isOpen() && now - oldest.lastUsed() < nanos) {
                    stack.addLast(oldest);
                    break;
                }
                oldest.close();
            }
        }
    }

    /** Closes the connection that was used longest ago of a stack that has one. */
    boolean closeOne() {
        for (ConcurrentLinkedDeque<C> stack : stacks) {
            C oldest = stack.pollLast();
            if (oldest != null) {
                oldest.close();
                return true;
            }
        }
        return false;
    }

    void closeAll() {
        while (closeOne()) {
            // Until none is left.
        }
    }

    int size() {
        return stacks.stream().mapToInt(ConcurrentLinkedDeque::size).sum();
    }
}
