package io.aeroarrow.embedded.internal.batch;

import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.fault.RequestFault;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.embedded.internal.record.RecordCommands;
import io.aeroarrow.embedded.internal.record.RecordReply;
import io.aeroarrow.embedded.internal.wire.FrameSource;
import io.aeroarrow.embedded.internal.wire.FrameWriter;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import io.netty.buffer.ByteBuf;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The answer of a batch. Rows are executed when the next frame is needed. */
public final class BatchAnswer extends FrameSource {
    /** The size of a real server's output block. */
    private static final int FRAME_LIMIT = 128 << 10;

    private static final int FIRST_CAPACITY = 4 << 10;
    private static final long STALL_MILLIS = 30_000;

    private final RecordCommands commands;
    private final Iterator<BatchCommand.Row> rows;
    private final int flags;
    private final Faults faults;
    private @Nullable ByteBuf carried;
    private int overall = ServerResultCode.OK;
    /** The last error of the rows in this frame, and of the carried row. */
    private int frameError = ServerResultCode.OK;

    private int carriedError = ServerResultCode.OK;
    private boolean silent;
    private boolean ended;

    public BatchAnswer(RecordCommands commands, BatchCommand request, BatchRowOrder order, Faults faults) {
        this.faults = faults;
        this.commands = commands;
        this.rows = order.arrange(request.rows()).iterator();
        this.flags = request.flags();
    }

    @Override
    public boolean isFinished() {
        return ended;
    }

    @Override
    public int firstCapacity() {
        return FIRST_CAPACITY;
    }

    /** Executes rows until the frame is full. As on a real server, rows after an error are executed, too. */
    @Override
    public void write(ByteBuf frame) {
        takeCarried(frame);
        while (rows.hasNext() && carried == null) {
            append(frame, rows.next());
        }
        if (frame.readableBytes() == FrameWriter.HEADER_SIZE) {
            FrameWriter.endOfStream(frame, InfoBits.INFO3_LAST, overall);
            ended = true;
        } else if (frameError != ServerResultCode.OK) {
            // This frame has the row with the error, and is the last one with rows.
            overall = frameError;
            silent = true;
            dropCarried();
        }
    }

    private void append(ByteBuf frame, BatchCommand.Row row) {
        int start = frame.writerIndex();
        int result = execute(row, frame);
        int error = isError(result) && (flags & BatchCommand.REPORT_ALL_ERRORS) == 0 ? result : ServerResultCode.OK;
        if (error != ServerResultCode.OK && (flags & BatchCommand.REPORT_ERROR_ROW) == 0) {
            overall = error;
            silent = true;
            // Rows that are not sent yet are dropped.
            frame.writerIndex(frame.readerIndex() + FrameWriter.HEADER_SIZE);
        } else if (silent) {
            frame.writerIndex(start);
        } else if (frame.readableBytes() > FRAME_LIMIT && start > frame.readerIndex() + FrameWriter.HEADER_SIZE) {
            carried = frame.copy(start, frame.writerIndex() - start);
            carriedError = error;
            frame.writerIndex(start);
        } else if (error != ServerResultCode.OK) {
            frameError = error;
        }
    }

    private int execute(BatchCommand.Row row, ByteBuf frame) {
        if (faults.onRequest(RequestType.BATCH_ROW) instanceof RequestFault.Result refused) {
            new RecordReply(frame, row.index()).fail(refused.code(), 0, 0);
            return refused.code();
        }
        return commands.execute(row.request(), row.digest(), frame, row.index());
    }

    private void takeCarried(ByteBuf frame) {
        if (carried != null) {
            frame.writeBytes(carried);
            frameError = carriedError;
            dropCarried();
        }
    }

    private static boolean isError(int result) {
        return result != ServerResultCode.OK
                && result != ServerResultCode.NOT_FOUND
                && result != ServerResultCode.FILTERED_OUT;
    }

    @Override
    public long stallMillis() {
        return STALL_MILLIS;
    }

    @Override
    public void close() {
        dropCarried();
    }

    private void dropCarried() {
        if (carried != null) {
            carried.release();
            carried = null;
        }
    }
}
