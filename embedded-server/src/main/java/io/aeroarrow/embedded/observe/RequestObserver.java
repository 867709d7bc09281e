package io.aeroarrow.embedded.observe;

/**
 * Is told of every well-formed data request before it is executed, on the server's own threads: it must be quick and safe to call
 * from several of them.
 */
@FunctionalInterface
public interface RequestObserver {
    RequestObserver NONE = request -> {};

    void onRequest(DataRequest request);
}
