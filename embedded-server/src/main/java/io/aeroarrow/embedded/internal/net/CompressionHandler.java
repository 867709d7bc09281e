package io.aeroarrow.embedded.internal.net;

import io.aeroarrow.embedded.internal.wire.FrameWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decompresses requests, and compresses each frame of an answer if the request asks for it, as the Enterprise Edition does.
 */
final class CompressionHandler extends ChannelDuplexHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CompressionHandler.class);
    private static final int INFO1_COMPRESS_ANSWER = 0x80;
    private static final int THRESHOLD = 128;

    /** Whether the current request asks for compression; clients send one request at a time. */
    private boolean wanted;

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // There is nothing left to do when it is closed.
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        RequestFrame frame = (RequestFrame) message;
        try {
            RequestFrame clear = frame.type() == FrameWriter.TYPE_COMPRESSED ? inflate(frame.body()) : frame;
            byte[] body = clear.body();
            wanted = clear.type() == FrameWriter.TYPE_MESSAGE
                    && body.length > 1
                    && (body[1] & INFO1_COMPRESS_ANSWER) != 0;
            ctx.fireChannelRead(clear);
        } catch (DataFormatException e) {
            LOG.warn("closing {}: {}", ctx.channel(), e.getMessage());
            ctx.close();
        }
    }

    private static RequestFrame inflate(byte[] body) throws DataFormatException {
        if (body.length <= Long.BYTES) {
            throw new DataFormatException("a compressed frame of " + body.length + " bytes");
        }
        long size = ByteBuffer.wrap(body).getLong();
        if (size < FrameWriter.HEADER_SIZE || size > FrameWriter.HEADER_SIZE + FrameWriter.MAX_BODY_SIZE) {
            throw new DataFormatException("a compressed frame with a declared size of " + size + " bytes");
        }
        byte[] clear = new byte[(int) size];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(body, Long.BYTES, body.length - Long.BYTES);
            if (inflater.inflate(clear) != size) {
                throw new DataFormatException("a compressed frame holds less than its declared size");
            }
        } finally {
            inflater.end();
        }
        byte[] inner = new byte[clear.length - FrameWriter.HEADER_SIZE];
        System.arraycopy(clear, FrameWriter.HEADER_SIZE, inner, 0, inner.length);
        return new RequestFrame(clear[1], inner);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The promise tells.
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf frame = (ByteBuf) message;
        boolean compress = wanted && frame.readableBytes() > THRESHOLD && frame.getByte(frame.readerIndex() + 1) == 3;
        ctx.write(compress ? deflate(ctx, frame) : frame, promise);
    }

    private static ByteBuf deflate(ChannelHandlerContext ctx, ByteBuf frame) {
        int size = frame.readableBytes();
        ByteBuf out = ctx.alloc().directBuffer(size + FrameWriter.HEADER_SIZE + Long.BYTES);
        FrameWriter.begin(out);
        out.writeLong(size);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(frame.nioBuffer());
            deflater.finish();
            byte[] part = new byte[1 << 13];
            while (!deflater.finished()) {
                out.writeBytes(part, 0, deflater.deflate(part));
            }
        } finally {
            deflater.end();
        }
        frame.release();
        FrameWriter.end(out, FrameWriter.TYPE_COMPRESSED);
        return out;
    }
}
