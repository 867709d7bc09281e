package io.aeroarrow.internal.net.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransportTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void usesEpollOnLinux() {
        assertThat(Transport.choose("")).isEqualTo(Transport.EPOLL);
    }

    @Test
    void usesTheTransportOfTheProperty() {
        assertThat(Transport.choose("nio")).isEqualTo(Transport.NIO);
        assertThatThrownBy(() -> Transport.choose("telepathy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("aeroarrow.transport")
                .hasMessageContaining("'telepathy'")
                .hasMessageContaining("NIO");
    }

    @ParameterizedTest
    @EnumSource
    void runsEventLoopsOnEveryAvailableTransport(Transport transport) {
        assumeTrue(transport.isAvailable());
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, transport.handlers());
        try {
            assertThat(group.submit(() -> "ran").awaitUninterruptibly(10, TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            assertThat(group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS))
                    .isTrue();
        }
    }
}
