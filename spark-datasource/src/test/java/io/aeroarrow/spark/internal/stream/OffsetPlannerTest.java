package io.aeroarrow.spark.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.spark.internal.options.StreamOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OffsetPlannerTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration DELAY = Duration.ofSeconds(10);

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

    private OffsetPlanner times(Optional<Instant> start, int spanSeconds) {
        return new OffsetPlanner(
                new StreamOptions(start.orElse(null), Duration.ofSeconds(spanSeconds), DELAY), now::get);
    }

    private void pass(int seconds) {
        now.set(now.get().plusSeconds(seconds));
    }

    @Test
    void aStreamStaysBehindTheClock() {
        OffsetPlanner times = times(Optional.of(Instant.EPOCH), 0);
        assertThat(times.start()).isEqualTo(Instant.EPOCH);
        Instant first = times.next(Instant.EPOCH);
        assertThat(first).isEqualTo(NOON.minus(DELAY));
        assertThat(times.next(first)).isEqualTo(first);
        pass(3);
        assertThat(times.next(first)).isEqualTo(first.plusSeconds(3));
    }

    @Test
    void aBatchHoldsASpanOfTime() {
        OffsetPlanner times = times(Optional.of(NOON.minusSeconds(100)), 60);
        Instant first = times.next(times.start());
        assertThat(first).isEqualTo(NOON.minusSeconds(40));
        assertThat(times.next(first)).isEqualTo(NOON.minus(DELAY));
        // What is there already has no beginning to count from.
        assertThat(times.next(Instant.EPOCH)).isEqualTo(NOON.minus(DELAY));
    }

    @Test
    void aStreamThatBeginsNowNotesSoBeforeItReads() {
        OffsetPlanner times = times(Optional.empty(), 0);
        Instant start = times.start();
        assertThat(start).isEqualTo(NOON.minus(DELAY));
        pass(5);
        assertThat(times.next(start)).isEqualTo(start);
        assertThat(times.next(start)).isEqualTo(start.plusSeconds(5));
    }

    @Test
    void aRunOfWhatIsAvailableEnds() {
        OffsetPlanner times = times(Optional.of(Instant.EPOCH), 0);
        times.endHere();
        pass(100);
        assertThat(times.next(Instant.EPOCH)).isEqualTo(NOON.minus(DELAY));
        assertThat(times.next(NOON.minus(DELAY))).isEqualTo(NOON.minus(DELAY));
    }

    @Test
    void aClockThatWasSetBackWaits() {
        OffsetPlanner times = times(Optional.of(Instant.EPOCH), 0);
        Instant first = times.next(Instant.EPOCH);
        pass(-60);
        assertThat(times.next(first)).isEqualTo(first);
    }

    @Test
    void checkpointsAreRead() {
        UpdateOffset time = new UpdateOffset(NOON.plusMillis(7));
        assertThat(UpdateOffset.parse(time.json())).isEqualTo(time);
        assertThat(time.nanos()).isEqualTo(NOON.plusMillis(7).toEpochMilli() * 1_000_000);
        assertThatThrownBy(() -> UpdateOffset.parse("{\"offset\":3}")).hasMessageContaining("no offset of this source");
    }
}
