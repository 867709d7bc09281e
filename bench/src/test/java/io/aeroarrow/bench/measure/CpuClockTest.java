package io.aeroarrow.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CpuClockTest {

    private static final long STEP = 3_000_000;

    private static long work(long nanos) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long now = start;
        while (now - start < nanos) {
            now = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
        return now - start;
    }

    /** The JVM's own clock would say 0 or 10 ms. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void countsAFewMilliseconds() {
        for (int i = 0; i < 20; i++) {
            CpuClock.Reading before = CpuClock.read();
            long worked = work(STEP);
            assertThat(CpuClock.read().since(before)).isGreaterThanOrEqualTo(worked);
        }
    }

    @Test
    void takesTheClockOfTheProcessIfThreadsHaveEnded() {
        CpuClock.Reading before = new CpuClock.Reading(0, Map.of("1", 0L, "2", 0L));
        assertThat(new CpuClock.Reading(500_000_000, Map.of("1", 100_000_000L)).since(before))
                .isEqualTo(500_000_000);
        assertThat(new CpuClock.Reading(100_000_000, Map.of("1", 97_000_000L, "2", 1_000_000L)).since(before))
                .isEqualTo(98_000_000);
    }
}
