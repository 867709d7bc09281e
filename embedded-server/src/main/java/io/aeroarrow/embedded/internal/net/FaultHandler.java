package io.aeroarrow.embedded.internal.net;

import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.embedded.fault.WireFault;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies connection faults: it sees each request before it is executed and each frame before it is sent. */
final class FaultHandler extends ChannelDuplexHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FaultHandler.class);

    private final Faults faults;
    /** The unfinished answers, in order, while any fault is set. */
    private final Deque<FaultyAnswer> answers = new ArrayDeque<>();

    private @Nullable FaultyOutput output;
    private boolean refused;

    FaultHandler(Faults faults) {
        this.faults = faults;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        output = new FaultyOutput(ctx);
        if (faults.onWire(RequestType.CONNECT) != null) {
            LOG.debug("refusing {}", ctx.channel());
            refused = true;
            reset(ctx);
            return;
        }
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof RequestFrame frame && (!faults.isEmpty() || !answers.isEmpty())) {
            RequestType operation = RequestClassifier.of(frame);
            WireFault fault = faults.onWire(operation);
            if (fault != null) {
                LOG.debug("{} for {} of {}", fault, operation, ctx.channel());
            }
            if (fault instanceof WireFault.Refuse) {
                reset(ctx);
                return;
            }
            answers.add(new FaultyAnswer(operation, fault));
        }
        ctx.fireChannelRead(message);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The creator of the promise listens to it.
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        FaultyAnswer answer = answers.peek();
        FaultyOutput out = output;
        if (answer == null || out == null || !(message instanceof ByteBuf frame)) {
            ctx.write(message, promise);
            return;
        }
        if (answer.send(frame, out)) {
            answers.remove();
        }
        promise.trySuccess();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        answers.forEach(FaultyAnswer::close);
        answers.clear();
        if (output != null) {
            output.close();
        }
        // The next handlers do not know a refused connection.
        if (!refused) {
            ctx.fireChannelInactive();
        }
    }

    /** Resets the connection, as a port without a listener does. */
    @SuppressWarnings("FutureReturnValueIgnored") // There is nothing left to do when it is closed.
    private static void reset(ChannelHandlerContext ctx) {
        ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        ctx.close();
    }
}
