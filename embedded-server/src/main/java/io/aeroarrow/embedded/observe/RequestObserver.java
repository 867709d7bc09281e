package io.aeroarrow.embedded.observe;

/**
 * Receives every well-formed data request before it is executed. The server calls it on its event loops, so it must return quickly
 * and be safe for use by several threads.
 */
@FunctionalInterface
public interface RequestObserver {
    /** Ignores all requests. */
    RequestObserver NONE = request -> {};

    /** Receives a request. */
    void onRequest(DataRequest request);
}
