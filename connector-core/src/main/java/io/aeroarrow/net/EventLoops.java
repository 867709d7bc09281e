package io.aeroarrow.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The event loops that all clients of a JVM share: one for each core, on daemon threads. They start with the first
 * client and stop with the last.
 */
public final class EventLoops implements AutoCloseable {

    private static final Object LOCK = new Object();
    private static @Nullable EventLoopGroup shared;
    private static int users;

    private final EventLoopGroup group;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EventLoops(EventLoopGroup group) {
        this.group = group;
    }

    /** Joins the users of the event loops; each must close what it gets. */
    public static EventLoops join() {
        synchronized (LOCK) {
            EventLoopGroup running = shared;
            if (running == null) {
                running = new MultiThreadIoEventLoopGroup(
                        Runtime.getRuntime().availableProcessors(),
                        new DefaultThreadFactory("aeroarrow-io", true),
                        NioIoHandler.newFactory());
                shared = running;
            }
            users++;
            return new EventLoops(running);
        }
    }

    EventLoopGroup group() {
        return group;
    }

    /** Runs something on an event loop after a while; it must not block. */
    public Future<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return group.next().schedule(task, delay, unit);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        synchronized (LOCK) {
            users--;
            if (users == 0) {
                shared = null;
                group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
            }
        }
    }
}
