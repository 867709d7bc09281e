package io.aeroarrow.embedded.internal.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelMatchers;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Binds the port and owns the event loops. Closing it closes all connections and waits for the threads. */
public final class ServerListener implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 2 << 20);
    private static final long SHUTDOWN_SECONDS = 10;

    private final EventLoopGroup group;
    private final EventLoopThreads threads;
    private final ChannelGroup channels;
    private final InetSocketAddress address;

    private ServerListener(
            EventLoopGroup group, EventLoopThreads threads, ChannelGroup channels, InetSocketAddress address) {
        this.group = group;
        this.threads = threads;
        this.channels = channels;
        this.address = address;
    }

    public static ServerListener bind(InetSocketAddress wanted, int eventLoops, ConnectionPipeline setup) {
        EventLoopThreads threads = new EventLoopThreads();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(eventLoops, threads, NioIoHandler.newFactory());
        ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
        ChannelFuture bound = bootstrap(group, channels, setup).bind(wanted).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            shutDown(group, threads);
            BindException failure = new BindException("cannot listen on " + wanted.getHostString() + ":"
                    + wanted.getPort() + ": " + bound.cause().getMessage());
            failure.initCause(bound.cause());
            throw new UncheckedIOException(failure);
        }
        channels.add(bound.channel());
        return new ServerListener(
                group, threads, channels, (InetSocketAddress) bound.channel().localAddress());
    }

    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        // The listening channel first, so that no client connects while connections are closed.
        channels.close(ChannelMatchers.isServerChannel()).awaitUninterruptibly();
        channels.close().awaitUninterruptibly();
        shutDown(group, threads);
    }

    private static ServerBootstrap bootstrap(EventLoopGroup group, ChannelGroup channels, ConnectionPipeline setup) {
        return new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        channels.add(client);
                        setup.addTo(client.pipeline());
                    }
                });
    }

    private static void shutDown(EventLoopGroup group, EventLoopThreads threads) {
        group.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        threads.join();
    }
}
