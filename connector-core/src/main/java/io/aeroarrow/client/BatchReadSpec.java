package io.aeroarrow.client;

import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.ReadRouting;
import io.aeroarrow.model.Timeouts;

/**
 * What a batch read asks of each key.
 *
 * @param routing whom to read from, and how up to date that must be
 * @param maxKeysPerRequest the most keys to send a node in one request
 */
public record BatchReadSpec(
        String namespace,
        String set,
        BinSelection bins,
        ReadRouting routing,
        Timeouts timeouts,
        int maxKeysPerRequest) {

    /** What a server takes in one request unless it is configured otherwise (up to 6.3; later ones take more). */
    public static final int DEFAULT_MAX_KEYS = 5000;

    public BatchReadSpec {
        if (maxKeysPerRequest < 1) {
            throw new IllegalArgumentException("maxKeysPerRequest is " + maxKeysPerRequest + "; it must be 1 or more");
        }
    }
}
