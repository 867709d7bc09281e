package io.aeroarrow.embedded.net;

import io.aeroarrow.embedded.info.NodeStatistics;
import io.aeroarrow.embedded.wire.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts the stream into frames; what cannot be a frame closes the connection without a word, as a real server does. */
final class FrameDecoder extends ByteToMessageDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(FrameDecoder.class);

    private final NodeStatistics statistics;

    FrameDecoder(NodeStatistics statistics) {
        this.statistics = statistics;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // There is nothing left to do when it is closed.
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < Frames.HEADER_SIZE) {
            return;
        }
        long header = in.getLong(in.readerIndex());
        int version = (int) (header >>> 56);
        int type = (int) (header >>> 48) & 0xff;
        long size = header & 0xffff_ffff_ffffL;
        if (!isAcceptable(version, type) || size > Frames.MAX_BODY_SIZE) {
            LOG.warn("closing {}: version {}, type {}, size {}", ctx.channel().remoteAddress(), version, type, size);
            statistics.badFrame();
            in.skipBytes(in.readableBytes());
            ctx.close();
            return;
        }
        if (in.readableBytes() - Frames.HEADER_SIZE < size) {
            return;
        }
        byte[] body = new byte[(int) size];
        in.skipBytes(Frames.HEADER_SIZE);
        in.readBytes(body);
        out.add(new Frame(type, body));
    }

    private static boolean isAcceptable(int version, int type) {
        boolean knownType = type >= Frames.TYPE_INFO && type <= Frames.TYPE_INTERNAL_XDR;
        // Version 0 is what security messages once had.
        return knownType && (version == Frames.VERSION || (version == 0 && type == Frames.TYPE_ADMIN));
    }
}
