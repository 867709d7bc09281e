package io.aeroarrow.internal.net.loop;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The event loops that all clients of a JVM share: one for each core, on daemon threads. They start with the first
 * client and stop when the last one closes.
 */
public final class EventLoops implements AutoCloseable {

    private static final Object LOCK = new Object();
    private static @Nullable EventLoops shared;
    private static int users;

    private final EventLoopGroup group;
    private final List<EventExecutor> loops = new ArrayList<>();
    private final Transport transport;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EventLoops(EventLoopGroup group, Transport transport) {
        this.group = group;
        this.transport = transport;
        group.forEach(loops::add);
    }

    /** Adds a user of the event loops. Each user must close the returned object. */
    public static EventLoops join() {
        synchronized (LOCK) {
            EventLoops running = shared;
            if (running == null) {
                running = start();
                shared = running;
            }
            users++;
            return new EventLoops(running.group, running.transport);
        }
    }

    private static EventLoops start() {
        Transport transport = Transport.choose(System.getProperty(Transport.PROPERTY, ""));
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                Runtime.getRuntime().availableProcessors(),
                new DefaultThreadFactory("aeroarrow-io", true),
                transport.handlers());
        return new EventLoops(group, transport);
    }

    public Transport transport() {
        return transport;
    }

    public EventLoopGroup group() {
        return group;
    }

    public int size() {
        return loops.size();
    }

    public int indexOf(EventExecutor loop) {
        return loops.indexOf(loop);
    }

    /** The index of the calling event loop; -1 on any other thread. */
    public int currentIndex() {
        for (int i = 0; i < loops.size(); i++) {
            if (loops.get(i).inEventLoop()) {
                return i;
            }
        }
        return -1;
    }

    /** The calling event loop; on any other thread, the whole group. */
    public EventLoopGroup current() {
        int index = currentIndex();
        return index < 0 ? group : (EventLoopGroup) loops.get(index);
    }

    /** Runs a task on an event loop after a delay. The task must not block. */
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
