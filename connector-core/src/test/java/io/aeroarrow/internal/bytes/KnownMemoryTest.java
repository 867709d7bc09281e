package io.aeroarrow.internal.bytes;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The checking mode of {@link RawMemory}. Addresses below 1 MiB are never those of buffers. */
class KnownMemoryTest {

    private static void assertKnown(long address, long bytes) {
        assertThatCode(() -> KnownMemory.require(address, bytes)).doesNotThrowAnyException();
    }

    private static void assertUnknown(long address, long bytes) {
        assertThatThrownBy(() -> KnownMemory.require(address, bytes))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining(bytes + " bytes at address " + address);
    }

    @Test
    void anAccessMustLieInOneBuffer() {
        KnownMemory.add(1_000, 100);
        KnownMemory.add(1_100, 50);
        assertKnown(1_000, 100);
        assertKnown(1_099, 1);
        assertKnown(1_149, 1);
        assertKnown(5, 0);
        assertUnknown(999, 1);
        assertUnknown(1_096, 8);
        assertUnknown(1_149, 2);
        assertUnknown(1_010, -1);
    }

    @Test
    void aNewBufferReplacesThoseItOverlaps() {
        KnownMemory.add(2_000, 100);
        KnownMemory.add(2_100, 100);
        KnownMemory.add(2_050, 100);
        assertKnown(2_050, 100);
        assertUnknown(2_000, 8);
        assertUnknown(2_150, 8);
        KnownMemory.add(2_060, 10);
        assertUnknown(2_050, 8);
        assertKnown(2_060, 10);
    }

    @Test
    void theTestsOfThisProjectRunInTheCheckingMode() {
        assertThatThrownBy(() -> RawMemory.getLong(4_000)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
