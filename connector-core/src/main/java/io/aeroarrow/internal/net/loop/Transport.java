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

/** The Netty transport: native where the platform supports it, else the JDK's NIO. */
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

    /** The system property that names the transport. Default: epoll if it loads, else NIO. */
    static final String PROPERTY = "aeroarrow.transport";

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

    private final Class<? extends SocketChannel> channel;

    Transport(Class<? extends SocketChannel> channel) {
        this.channel = channel;
    }

    /** Whether its native library loads and the kernel supports it. */
    abstract boolean isAvailable();

    /** Creates the I/O handlers of event loops. */
    abstract IoHandlerFactory handlers();

    public Class<? extends SocketChannel> channel() {
        return channel;
    }

    /**
     * Chooses the transport of this JVM.
     *
     * @param wanted a transport name in any case; empty for the default
     * @throws IllegalArgumentException if the name is unknown, or if the transport does not load
     */
    static Transport choose(String wanted) {
        Transport chosen = wanted.isEmpty() ? best() : named(wanted);
        LOG.debug("using transport {}", chosen);
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
                    "the system property " + PROPERTY + " is '" + named + "', which does not load on this machine; use NIO," + " or unset the property");
        }
        return named;
    }
}
