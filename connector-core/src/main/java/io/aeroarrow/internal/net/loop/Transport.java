package io.aeroarrow.internal.net.loop;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.Arrays;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How sockets are read and written: natively where the platform has it, or through the JDK. */
public enum Transport {
    EPOLL(EpollSocketChannel.class) {
        @Override
        boolean isAvailable() {
            return Epoll.isAvailable();
        }

        @Override
        IoHandlerFactory handlers() {
            return EpollIoHandler.newFactory();
        }
    },
    IO_URING(IoUringSocketChannel.class) {
        @Override
        boolean isAvailable() {
            return IoUring.isAvailable();
        }

        @Override
        IoHandlerFactory handlers() {
            return IoUringIoHandler.newFactory();
        }
    },
    NIO(NioSocketChannel.class) {
        @Override
        boolean isAvailable() {
            return true;
        }

        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }
    };

    /** Names the transport to use; without it, the first one that loads of epoll and NIO. */
    static final String PROPERTY = "aeroarrow.transport";

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

    private final Class<? extends SocketChannel> channel;

    Transport(Class<? extends SocketChannel> channel) {
        this.channel = channel;
    }

    /** Whether its native library loads here, and the kernel has what it needs. */
    abstract boolean isAvailable();

    /** Makes what an event loop waits with. */
    abstract IoHandlerFactory handlers();

    public Class<? extends SocketChannel> channel() {
        return channel;
    }

    /**
     * The transport to use in this JVM.
     *
     * @param wanted the name of one, in any case; empty for the best that loads
     * @throws IllegalArgumentException if that one is unknown or does not load here
     */
    static Transport choose(String wanted) {
        Transport chosen = wanted.isEmpty() ? best() : named(wanted);
        LOG.debug("sockets are read by {}", chosen);
        return chosen;
    }

    private static Transport best() {
        return EPOLL.isAvailable() ? EPOLL : NIO;
    }

    private static Transport named(String wanted) {
        Transport named = Arrays.stream(values())
                .filter(transport -> transport.name().equals(wanted.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the system property " + PROPERTY + " is '" + wanted
                        + "'; it must be one of " + Arrays.toString(values())));
        if (!named.isAvailable()) {
            throw new IllegalArgumentException(
                    "the system property " + PROPERTY + " asks for " + named + ", which does not load on this machine");
        }
        return named;
    }
}
