package io.aeroarrow.embedded.internal.net;

import io.aeroarrow.embedded.internal.info.NodeStatistics;
import io.aeroarrow.embedded.internal.wire.FrameWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Splits the bytes into frames. An invalid header closes the connection without an answer, as a real server does. */
final class FrameDecoder extends ByteToMessageDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(FrameDecoder.class);

    private final NodeStatistics statistics;

    FrameDecoder(NodeStatistics statistics) {
        this.statistics = statistics;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // There is nothing left to do when it is closed.
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < FrameWriter.HEADER_SIZE) {
            return;
        }
        long header = in.getLong(in.readerIndex());
        int version = (int) (header >>> 56);
        int type = (int) (header >>> 48) & 0xff;
        long size = header & 0xffff_ffff_ffffL;
        if (!isAcceptable(version, type) || size > FrameWriter.MAX_BODY_SIZE) {
            LOG.warn("closing {}: version {}, type {}, size {}", ctx.channel().remoteAddress(), version, type, size);
            statistics.badFrame();
            in.skipBytes(in.readableBytes());
            ctx.close();
            return;
        }
        if (in.readableBytes() - FrameWriter.HEADER_SIZE < size) {
            return;
        }
        byte[] body = new byte[(int) size];
        in.skipBytes(FrameWriter.HEADER_SIZE);
        in.readBytes(body);
        out.add(new RequestFrame(type, body));
    }

    private static boolean isAcceptable(int version, int type) {
        boolean knownType = type >= FrameWriter.TYPE_INFO && type <= FrameWriter.TYPE_INTERNAL_XDR;
        // Old clients send admin messages with version 0.
        return knownType && (version == FrameWriter.VERSION || (version == 0 && type == FrameWriter.TYPE_ADMIN));
    }
}
