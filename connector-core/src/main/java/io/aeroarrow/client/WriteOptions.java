package io.aeroarrow.client;

import io.aeroarrow.model.Timeouts;

/**
 * How a record is written.
 *
 * @param sendKey whether the server stores the user key with the record, so that scans can return it
 * @param timeToLive seconds from now; 0 for the namespace's default, -1 for never, -2 to leave it as it is
 */
public record WriteOptions(boolean sendKey, int timeToLive, Timeouts timeouts) {

    /** The user key is stored, the record lives as long as the namespace says, and nothing is sent twice. */
    public static final WriteOptions DEFAULT = new WriteOptions(true, 0, Timeouts.WRITE);

    public WriteOptions {
        if (timeToLive < -2) {
            throw new IllegalArgumentException(
                    "timeToLive is " + timeToLive + "; it is a number of seconds, or 0, -1 or -2");
        }
    }
}
