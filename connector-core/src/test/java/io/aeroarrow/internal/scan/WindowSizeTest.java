package io.aeroarrow.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WindowSizeTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int ALL = 4096;

    private static WindowSize window(long socketSeconds, long recordsPerPartition) {
        return new WindowSize(socketSeconds * SECOND, OptionalLong.of(recordsPerPartition));
    }

    @Test
    void asksForASmallNamespaceAtOnce() {
        assertThat(window(1, 0).next(ALL)).isEqualTo(ALL);
        assertThat(window(1, 10).next(ALL)).isEqualTo(ALL);
        assertThat(window(30, 244).next(ALL)).isEqualTo(ALL);
    }

    @Test
    void asksForFewPartitionsOfALargeNamespace() {
        // A node of 10,000,000 records, half a second.
        assertThat(window(1, 2_441).next(ALL)).isEqualTo(40);
        // A node of 1,000,000,000 records with the default timeout.
        assertThat(window(30, 244_140).next(ALL)).isEqualTo(4);
    }

    @Test
    void asksForSomePartitionsOfANamespaceOfUnknownSize() {
        assertThat(new WindowSize(30 * SECOND, OptionalLong.empty()).next(ALL)).isEqualTo(64);
    }

    @Test
    void growsWhenAnswersAreFastAndShrinksWhenTheyAreSlow() {
        WindowSize window = window(1, 2_441);
        window.took(40, SECOND / 1000);
        assertThat(window.next(ALL)).isEqualTo(327);
        window.took(327, SECOND);
        assertThat(window.next(ALL)).isEqualTo(163);
        window.took(163, 1000 * SECOND);
        assertThat(window.next(ALL)).isEqualTo(4);
    }

    @Test
    void leavesNoSmallRest() {
        assertThat(window(1, 2_441).next(51)).isEqualTo(51);
        assertThat(window(1, 2_441).next(52)).isEqualTo(40);
    }
}
