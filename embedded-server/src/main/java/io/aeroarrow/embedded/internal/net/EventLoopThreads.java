package io.aeroarrow.embedded.internal.net;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/** Makes the threads of the event loops and can wait for their end: a loop says that it has terminated a little before. */
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
