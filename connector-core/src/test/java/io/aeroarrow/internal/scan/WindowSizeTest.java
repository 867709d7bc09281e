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
        // Nodes of 100,000,000 and 1,000,000,000 records.
        assertThat(window(30, 24_410).next(ALL)).isEqualTo(40);
        assertThat(window(30, 244_140).next(ALL)).isEqualTo(4);
    }

    @Test
    void asksForSomePartitionsOfANamespaceOfUnknownSize() {
        assertThat(new WindowSize(30 * SECOND, OptionalLong.empty()).next(ALL)).isEqualTo(64);
    }

    @Test
    void growsWhenAnswersAreFastAndShrinksWhenTheyAreSlow() {
        WindowSize window = window(30, 24_410);
        window.took(40, SECOND / 100);
        assertThat(window.next(ALL)).isEqualTo(324);
        window.took(324, 10 * SECOND);
        assertThat(window.next(ALL)).isEqualTo(160);
        window.took(160, 10_000 * SECOND);
        assertThat(window.next(ALL)).isEqualTo(4);
    }

    /** A node that cannot be asked about its query: answers must come within the socket timeout. */
    @Test
    void shrinksToAQuarterOfTheSocketTimeoutWhenANodeIsSilent() {
        WindowSize window = window(1, 4_882);
        assertThat(window.next(ALL)).isEqualTo(204);
        window.silent();
        assertThat(window.next(ALL)).isEqualTo(8);
        window.silent();
        assertThat(window.next(ALL)).isEqualTo(8);
        window.took(8, SECOND);
        assertThat(window.next(ALL)).isEqualTo(4);
    }

    @Test
    void leavesNoSmallRest() {
        assertThat(window(1, 24_410).next(51)).isEqualTo(51);
        assertThat(window(1, 24_410).next(52)).isEqualTo(40);
    }
}
