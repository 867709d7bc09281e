package io.aeroarrow.spark.internal.stream;

import io.aeroarrow.spark.internal.options.StreamOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Plans the end offset of each batch of a stream. */
final class OffsetPlanner {

    private final StreamOptions options;
    private final InstantSource clock;
    /** The start of a stream with {@code streamStart=latest}. Its first batch is empty and stores the start in the checkpoint. */
    private @Nullable Instant unstoredStart;
    /** The end of the stream; null for none. */
    private @Nullable Instant end;

    OffsetPlanner(StreamOptions options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
    }

    /** Returns the start of a stream without a checkpoint. */
    Instant start() {
        Instant given = options.start();
        if (given != null) {
            return given;
        }
        unstoredStart = settled();
        return unstoredStart;
    }

    /** Returns the time before which no more writes will appear, in whole milliseconds like the servers' clocks. */
    Instant settled() {
        return clock.instant().minus(options.delay()).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Ends the stream at the current time. */
    void endHere() {
        end = settled();
    }

    /** Returns the end of the batch that starts at a point; the point itself if the batch is empty. */
    Instant next(Instant from) {
        if (from.equals(unstoredStart)) {
            unstoredStart = null;
            return from;
        }
        Instant last = end == null ? settled() : end;
        Duration span = options.span();
        Instant wanted = span.isZero() || from.equals(Instant.EPOCH) ? last : from.plus(span);
        Instant next = wanted.isBefore(last) ? wanted : last;
        return next.isBefore(from) ? from : next;
    }
}
