package io.aeroarrow.embedded.internal.net;

import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.embedded.fault.WireFault;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends the answer to a request with its fault applied. */
final class FaultyAnswer {
    private static final long LENGTH = 0xffff_ffff_ffffL;

    private final RequestType operation;
    private final @Nullable WireFault fault;
    private final List<ByteBuf> copies = new ArrayList<>();
    private int frames;
    private long bytes;

    FaultyAnswer(RequestType operation, @Nullable WireFault fault) {
        this.operation = operation;
        this.fault = fault;
    }

    /** Sends the part of a frame that the fault allows, and releases the frame. Returns whether it is the last frame. */
    boolean send(ByteBuf frame, FaultyOutput out) {
        boolean last = AnswerEndDetector.isIn(frame, operation);
        int number = frames++;
        if (fault instanceof WireFault.CloseAfter close) {
            if (sendUpTo(close.bytes(), frame, out)) {
                out.hangUp();
            }
        } else if (fault instanceof WireFault.StallAfter stall) {
            if (sendUpTo(stall.bytes(), frame, out)) {
                out.fallSilent();
            }
        } else if (fault instanceof WireFault.DropAnswer) {
            frame.release();
        } else if (fault instanceof WireFault.Trickle trickle) {
            trickle(trickle, frame, out);
        } else if (fault instanceof WireFault.SlowDisk slow) {
            out.send(frame, slow.pause());
        } else {
            falsify(frame, number);
            out.send(frame);
        }
        if (last) {
            copies.forEach(out::send);
            copies.clear();
        }
        return last;
    }

    /** Changes or copies a whole frame. */
    private void falsify(ByteBuf frame, int number) {
        if (fault instanceof WireFault.DuplicateAnswer) {
            copies.add(frame.copy());
        } else if (fault instanceof WireFault.TruncateFrame truncate && truncate.frame() == number) {
            frame.writerIndex(Math.max(frame.readerIndex(), frame.writerIndex() - truncate.missingBytes()));
        } else if (fault instanceof WireFault.CorruptHeader corrupt && corrupt.frame() == number) {
            frame.setByte(frame.readerIndex() + corrupt.position(), corrupt.value());
        } else if (fault instanceof WireFault.WrongLength wrong && wrong.frame() == number) {
            lengthen(frame, wrong.difference());
        }
    }

    /** Sends bytes up to the limit; true if it is reached. */
    private boolean sendUpTo(long limit, ByteBuf frame, FaultyOutput out) {
        int left = (int) Math.min(limit - bytes, frame.readableBytes());
        bytes += left;
        out.send(frame.slice(frame.readerIndex(), left).retain());
        frame.release();
        return bytes == limit;
    }

    private static void trickle(WireFault.Trickle trickle, ByteBuf frame, FaultyOutput out) {
        while (frame.isReadable()) {
            int piece = Math.min(trickle.bytes(), frame.readableBytes());
            out.send(frame.readRetainedSlice(piece), trickle.pause());
        }
        frame.release();
    }

    /** Changes the length, which is in the last six of the header's eight bytes. */
    private static void lengthen(ByteBuf frame, long difference) {
        int at = frame.readerIndex();
        long header = frame.getLong(at);
        long length = header & LENGTH;
        frame.setLong(at, (header & ~LENGTH) | ((length + difference) & LENGTH));
    }

    void close() {
        copies.forEach(ByteBuf::release);
        copies.clear();
    }
}
