package io.aeroarrow.spark.internal.stream;

import io.aeroarrow.spark.internal.options.StreamOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Decides up to when each batch of a stream goes. */
final class OffsetPlanner {

    private final StreamOptions options;
    private final InstantSource clock;
    /** Where a stream began that begins now, until it has said so: its first batch is empty, and notes that in the checkpoint. */
    private @Nullable Instant begun;
    /** Where the stream ends, null if it does not. */
    private @Nullable Instant end;

    OffsetPlanner(StreamOptions options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
    }

    /** Where a stream without a checkpoint begins. */
    Instant start() {
        Instant given = options.start();
        if (given != null) {
            return given;
        }
        begun = settled();
        return begun;
    }

    /** Nothing that was written before this will turn up any more. Servers count milliseconds. */
    Instant settled() {
        return clock.instant().minus(options.delay()).truncatedTo(ChronoUnit.MILLIS);
    }

    /** From now on, what is written later belongs to the next run. */
    void endHere() {
        end = settled();
    }

    /** Up to when the batch goes that begins at a point; the point itself if there is nothing to read yet. */
    Instant next(Instant from) {
        if (from.equals(begun)) {
            begun = null;
            return from;
        }
        Instant last = end == null ? settled() : end;
        Duration span = options.span();
        Instant wanted = span.isZero() || from.equals(Instant.EPOCH) ? last : from.plus(span);
        Instant next = wanted.isBefore(last) ? wanted : last;
        return next.isBefore(from) ? from : next;
    }
}
