package io.aeroarrow.internal.batch;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * What a batch read asks of each key.
 *
 * @param filter what records must be like to be read, null for all; another one has the result code FILTERED_OUT
 * @param routing whom to read from, and how up to date that must be
 * @param maxKeysPerRequest the most keys to send a node in one request, of which it has up to four at a time: where requests
 *     take long to travel, more are quicker
 */
public record BatchReadSpec(
        String namespace,
        String set,
        BinSelection bins,
        @Nullable Filter filter,
        ReadRouting routing,
        Timeouts timeouts,
        int maxKeysPerRequest) {

    /** Several requests a call let a node work with several of its threads; in smaller ones, what each costs by itself shows. */
    public static final int DEFAULT_MAX_KEYS = 500;

    public BatchReadSpec {
        if (maxKeysPerRequest < 1) {
            throw new IllegalArgumentException("maxKeysPerRequest is " + maxKeysPerRequest + "; it must be 1 or more");
        }
    }
}
