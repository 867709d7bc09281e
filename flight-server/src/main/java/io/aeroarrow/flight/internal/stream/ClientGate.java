package io.aeroarrow.flight.internal.stream;

import io.aeroarrow.flight.internal.run.RunningStatement;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;

/**
 * Holds the sender back while the client is behind. Create it in the call of the transport, which accepts no handlers
 * later.
 */
public final class ClientGate {

    /** A lost wake-up only delays the sender by this time. */
    private static final long CHECK_MILLIS = 1_000;

    private final ServerStreamListener listener;
    private final Object monitor = new Object();

    public ClientGate(ServerStreamListener listener, RunningStatement statement) {
        this.listener = listener;
        listener.setOnReadyHandler(this::wake);
        listener.setOnCancelHandler(() -> {
            statement.cancel(CallStatus.CANCELLED.withDescription("the client cancelled the call"));
            wake();
        });
    }

    private void wake() {
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    /** Waits until the client can take a batch. */
    void awaitReady() throws InterruptedException {
        synchronized (monitor) {
            while (!listener.isReady() && !listener.isCancelled()) {
                monitor.wait(CHECK_MILLIS);
            }
        }
        if (listener.isCancelled()) {
            throw CallStatus.CANCELLED
                    .withDescription("the client cancelled the call")
                    .toRuntimeException();
        }
    }
}
