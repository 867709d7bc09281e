package io.aeroarrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeakCheckTest {

    @Test
    void detectsALeakedBuffer() throws InterruptedException {
        leakABuffer();
        assertThat(LeakCheck.found()).contains("LeakCheckTest.leakABuffer");
        assertThat(LeakCheck.found()).isEmpty();
    }

    private static void leakABuffer() {
        ByteBuf lost = PooledByteBufAllocator.DEFAULT.directBuffer(16);
        assertThat(lost.writeByte(1).refCnt()).isEqualTo(1);
    }
}
