package io.aeroarrow.files.internal.text;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** Converts Arrow's counts of a time unit to java.time and back. A value that does not fit exactly is an error. */
public final class TimeConverter {

    private final TimeUnit unit;
    private final long perSecond;

    public TimeConverter(org.apache.arrow.vector.types.TimeUnit unit) {
        this.unit = switch (unit) {
            case SECOND -> TimeUnit.SECONDS;
            case MILLISECOND -> TimeUnit.MILLISECONDS;
            case MICROSECOND -> TimeUnit.MICROSECONDS;
            case NANOSECOND -> TimeUnit.NANOSECONDS;
        };
        this.perSecond = this.unit.convert(1, TimeUnit.SECONDS);
    }

    Instant instant(long count) {
        return Instant.ofEpochSecond(Math.floorDiv(count, perSecond), unit.toNanos(Math.floorMod(count, perSecond)));
    }

    LocalDateTime dateTime(long count) {
        return LocalDateTime.ofInstant(instant(count), ZoneOffset.UTC);
    }

    LocalTime time(long count) {
        return LocalTime.ofNanoOfDay(unit.toNanos(count));
    }

    Duration duration(long count) {
        return Duration.ofSeconds(Math.floorDiv(count, perSecond), unit.toNanos(Math.floorMod(count, perSecond)));
    }

    public long count(Instant instant) {
        return count(instant.getEpochSecond(), instant.getNano());
    }

    long count(Duration duration) {
        return count(duration.getSeconds(), duration.getNano());
    }

    long count(LocalTime time) {
        return count(Duration.between(LocalTime.MIDNIGHT, time));
    }

    private long count(long seconds, int nanos) {
        long nanosPerCount = unit.toNanos(1);
        if (unit != TimeUnit.SECONDS ? nanos % nanosPerCount != 0 : nanos != 0) {
            throw new IllegalArgumentException("finer than " + unit.name().toLowerCase(java.util.Locale.ROOT));
        }
        // Avoids overflow at Long.MIN_VALUE, whose whole seconds times perSecond do not fit.
        if (seconds < 0 && nanos > 0) {
            return Math.subtractExact(Math.multiplyExact(seconds + 1, perSecond), perSecond - nanos / nanosPerCount);
        }
        return Math.addExact(Math.multiplyExact(seconds, perSecond), nanos / nanosPerCount);
    }
}
