package io.aeroarrow.embedded.internal.net;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/** Creates the event-loop threads and waits for their end. A loop reports its termination shortly before its thread ends. */
final class EventLoopThreads implements ThreadFactory {
    private static final long JOIN_MILLIS = 10_000;

    private final ThreadFactory factory = new DefaultThreadFactory("embedded-server", true);
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = factory.newThread(task);
        threads.add(thread);
        return thread;
    }

    void join() {
        try {
            for (Thread thread : threads) {
                thread.join(JOIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
