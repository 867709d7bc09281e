package io.aeroarrow.embedded.internal.store;

import java.time.Clock;

/** The server's clock in the units of the protocol. */
public final class ServerTime {
    /** 2010-01-01T00:00:00Z in seconds since 1970. */
    public static final long EPOCH_2010_SECONDS = 1_262_304_000L;

    private final Clock clock;

    public ServerTime(Clock clock) {
        this.clock = clock;
    }

    /** Milliseconds since 1970. */
    public long millis() {
        return clock.millis();
    }

    /** Seconds since 2010. */
    public long voidTime() {
        return Math.floorDiv(clock.millis(), 1000L) - EPOCH_2010_SECONDS;
    }
}
