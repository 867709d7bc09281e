package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.fault.Operation;
import io.aeroarrow.embedded.fault.RequestFault;
import io.aeroarrow.embedded.wire.Frames;
import io.aeroarrow.embedded.wire.MessageBits;
import io.aeroarrow.embedded.wire.ResultCode;
import io.netty.buffer.ByteBuf;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Executes the rows of a batch as their answers are asked for. */
final class BatchStream extends FrameSource {
    /** A real server's output block. */
    private static final int FRAME_LIMIT = 128 << 10;

    private static final int FIRST_CAPACITY = 4 << 10;
    private static final long STALL_MILLIS = 30_000;

    private final RecordCommands commands;
    private final Iterator<BatchRequest.Row> rows;
    private final int flags;
    private final Faults faults;
    private @Nullable ByteBuf carried;
    private int overall = ResultCode.OK;
    private boolean stopped;
    private boolean ended;

    BatchStream(RecordCommands commands, BatchRequest request, CompletionOrder order, Faults faults) {
        this.faults = faults;
        this.commands = commands;
        this.rows = order.arrange(request.rows()).iterator();
        this.flags = request.flags();
    }

    @Override
    boolean isFinished() {
        return ended;
    }

    @Override
    int firstCapacity() {
        return FIRST_CAPACITY;
    }

    @Override
    void write(ByteBuf frame) {
        takeCarried(frame);
        while (hasMore() && carried == null) {
            append(frame, rows.next());
        }
        if (frame.readableBytes() == Frames.HEADER_SIZE) {
            Frames.endOfStream(frame, MessageBits.INFO3_LAST, overall);
            ended = true;
        }
    }

    private boolean hasMore() {
        return !stopped && rows.hasNext();
    }

    private void append(ByteBuf frame, BatchRequest.Row row) {
        int start = frame.writerIndex();
        int result = execute(row, frame);
        if (isError(result) && (flags & BatchRequest.REPORT_ALL_ERRORS) == 0) {
            overall = result;
            stopped = true;
            if ((flags & BatchRequest.REPORT_ERROR_ROW) == 0) {
                // Nothing that is not sent yet goes out any more.
                frame.writerIndex(frame.readerIndex() + Frames.HEADER_SIZE);
                return;
            }
        }
        if (frame.readableBytes() > FRAME_LIMIT && start > frame.readerIndex() + Frames.HEADER_SIZE) {
            carried = frame.copy(start, frame.writerIndex() - start);
            frame.writerIndex(start);
        }
    }

    private int execute(BatchRequest.Row row, ByteBuf frame) {
        if (faults.onRequest(Operation.BATCH_ROW) instanceof RequestFault.Result refused) {
            new Reply(frame, row.index()).fail(refused.code(), 0, 0);
            return refused.code();
        }
        return commands.execute(row.request(), row.digest(), frame, row.index());
    }

    private void takeCarried(ByteBuf frame) {
        if (carried != null) {
            frame.writeBytes(carried);
            carried.release();
            carried = null;
        }
    }

    private static boolean isError(int result) {
        return result != ResultCode.OK && result != ResultCode.NOT_FOUND && result != ResultCode.FILTERED_OUT;
    }

    @Override
    public long stallMillis() {
        return STALL_MILLIS;
    }

    @Override
    public void close() {
        if (carried != null) {
            carried.release();
            carried = null;
        }
    }
}
