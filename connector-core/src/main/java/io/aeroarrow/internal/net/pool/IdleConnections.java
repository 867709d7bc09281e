package io.aeroarrow.internal.net.pool;

import io.aeroarrow.internal.net.connection.PooledConnection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Idle connections, in one stack for each event loop, so that a loop finds its own. The connection used last is used
 * next: surplus connections stay idle until they are closed.
 */
final class IdleConnections<C extends PooledConnection> {

    private final List<ConcurrentLinkedDeque<C>> stacks;

    IdleConnections(int stacks) {
        this.stacks = IntStream.range(0, stacks)
                .mapToObj(stack -> new ConcurrentLinkedDeque<C>())
                .toList();
    }

    void push(C connection) {
        connection.markIdle();
        stacks.get(connection.stack()).addFirst(connection);
    }

    /**
     * Takes an open connection.
     *
     * @param preferred the index of the stack to search first
     * @return null if there is none
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

    /** Closes connections that were idle for {@code nanos} or longer. */
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

    /** Closes the least recently used connection of the first stack that is not empty. */
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
            // closeOne returns false when all stacks are empty.
        }
    }

    int size() {
        return stacks.stream().mapToInt(ConcurrentLinkedDeque::size).sum();
    }
}
