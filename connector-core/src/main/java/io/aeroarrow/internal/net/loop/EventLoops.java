package io.aeroarrow.internal.net.loop;

import io.aeroarrow.error.ClientClosedException;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
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

    private static final long CONNECTOR_IDLE_SECONDS = 5;

    private final EventLoopGroup group;
    /** Threads that open connections with blocking calls; there are none while nothing connects. */
    private final ThreadPoolExecutor connectors;

    private final List<EventLoop> loops = new ArrayList<>();
    private final Transport transport;
    private final RunningOperations operations = new RunningOperations();
    private final RunningOperations upkeep = new RunningOperations();
    private final AtomicBoolean closed = new AtomicBoolean();

    private EventLoops(EventLoopGroup group, ThreadPoolExecutor connectors, Transport transport) {
        this.group = group;
        this.connectors = connectors;
        this.transport = transport;
        group.forEach(loop -> loops.add((EventLoop) loop));
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
            return new EventLoops(running.group, running.connectors, running.transport);
        }
    }

    private static EventLoops start() {
        Transport transport = Transport.choose(System.getProperty(Transport.PROPERTY, ""));
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                Runtime.getRuntime().availableProcessors(),
                new DefaultThreadFactory("aeroarrow-io", true),
                transport.handlers());
        ThreadPoolExecutor connectors = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                CONNECTOR_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DefaultThreadFactory("aeroarrow-connect", true));
        return new EventLoops(group, connectors, transport);
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

    public EventLoop loop(int index) {
        return loops.get(index);
    }

    /** Runs a task on an event loop; on the calling thread if that is one, or if the event loops have ended. */
    public void execute(Runnable task) {
        if (currentIndex() >= 0) {
            task.run();
            return;
        }
        executeLater(task);
    }

    /** Runs a task on an event loop, never within this call unless the event loops have ended. */
    public void executeLater(Runnable task) {
        try {
            group.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** Runs a task that blocks on a thread of its own; on the calling thread if the event loops have ended. */
    public void executeBlocking(Runnable task) {
        try {
            connectors.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** The operations of this user. */
    public RunningOperations operations() {
        return operations;
    }

    /** The requests of this user that no caller waits for: tending, and aborts of queries. They end after the others. */
    public RunningOperations upkeep() {
        return upkeep;
    }

    /**
     * Runs a task on an event loop after a delay. The task must not block.
     *
     * @throws ClientClosedException if the event loops have ended
     */
    public Future<?> schedule(Runnable task, long delay, TimeUnit unit) {
        try {
            return group.next().schedule(task, delay, unit);
        } catch (RejectedExecutionException e) {
            throw new ClientClosedException("the client is closed", e);
        }
    }

    /**
     * Runs a task once: on an event loop after a delay, or at once, on the closing thread, when this user closes. The
     * task must not block.
     */
    public void scheduleUnlessClosed(Runnable task, Duration delay) {
        DelayedTask delayed = new DelayedTask(operations, task);
        operations.add(delayed);
        if (delayed.hasStarted()) {
            return;
        }
        try {
            var unused = schedule(delayed, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ClientClosedException e) {
            delayed.run();
        }
    }

    /**
     * Ends the operations of this user. The last user stops the event loops and waits for them, unless it is called by
     * one of them.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        operations.endAll();
        upkeep.endAll();
        if (isLastToLeave()) {
            connectors.shutdown();
            var stopped = group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
            if (currentIndex() < 0) {
                stopped.awaitUninterruptibly();
            }
        }
    }

    private static boolean isLastToLeave() {
        synchronized (LOCK) {
            users--;
            if (users > 0) {
                return false;
            }
            shared = null;
            return true;
        }
    }
}
