package io.aeroarrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeakCheckTest {

    @Test
    void seesABufferThatIsLost() throws InterruptedException {
        lose();
        assertThat(LeakCheck.found()).contains("LeakCheckTest.lose");
        assertThat(LeakCheck.found()).isEmpty();
    }

    private static void lose() {
        ByteBuf lost = PooledByteBufAllocator.DEFAULT.directBuffer(16);
        assertThat(lost.writeByte(1).refCnt()).isEqualTo(1);
    }
}
