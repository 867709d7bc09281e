package io.aeroarrow.embedded.internal.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes connections above the limit without an answer, as a real server does. */
final class ConnectionLimitHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimitHandler.class);

    private final int most;
    private final AtomicInteger open;
    private boolean refused;

    /**
     * @param open the number of open connections of the node, shared by all handlers
     */
    ConnectionLimitHandler(int most, AtomicInteger open) {
        this.most = most;
        this.open = open;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // There is nothing left to do when it is closed.
    public void channelActive(ChannelHandlerContext ctx) {
        if (open.incrementAndGet() > most) {
            LOG.warn("closing {}: {} connections are open", ctx.channel().remoteAddress(), most);
            refused = true;
            ctx.close();
            return;
        }
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        open.decrementAndGet();
        // The next handlers do not know a refused connection.
        if (!refused) {
            ctx.fireChannelInactive();
        }
    }
}
