package io.aeroarrow.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.internal.bytes.RawMemory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeenRecordsTest {

    private static final int DIGEST_SIZE = 20;

    @Test
    void containsExactlyTheAddedRecords() {
        int count = 20_000;
        byte[] digests = new byte[2 * count * DIGEST_SIZE];
        new Random(5).nextBytes(digests);
        ByteBuf memory =
                PooledByteBufAllocator.DEFAULT.directBuffer(digests.length).writeBytes(digests);
        try {
            long address = RawMemory.address(memory);
            SeenRecords seen = new SeenRecords();
            for (int i = 0; i < count; i++) {
                seen.add(address + (long) i * DIGEST_SIZE);
                seen.add(address + (long) i * DIGEST_SIZE);
            }
            for (int i = 0; i < 2 * count; i++) {
                assertThat(seen.contains(address + (long) i * DIGEST_SIZE)).isEqualTo(i < count);
            }
            assertThat(seen.isFull()).isFalse();
        } finally {
            memory.release();
        }
    }

    @Test
    void reportsThatItsLimitIsReached() {
        ByteBuf memory =
                PooledByteBufAllocator.DEFAULT.directBuffer(DIGEST_SIZE).writeZero(DIGEST_SIZE);
        try {
            long address = RawMemory.address(memory);
            SeenRecords seen = new SeenRecords(1 << 10);
            for (int i = 0; i < 2_000; i++) {
                memory.setInt(8, i);
                seen.add(address);
            }
            assertThat(seen.isFull()).isTrue();
            memory.setInt(8, 7);
            assertThat(seen.contains(address)).isTrue();
            memory.setInt(8, 1_999);
            assertThat(seen.contains(address)).isFalse();
        } finally {
            memory.release();
        }
    }
}
