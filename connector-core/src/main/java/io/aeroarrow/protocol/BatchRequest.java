package io.aeroarrow.protocol;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** Encodes a batch of any commands, for one node. */
public final class BatchRequest {

    private static final int ROW_ESTIMATE = 128;

    private BatchRequest() {}

    /**
     * Encodes the request.
     *
     * @param requests what is asked of all keys
     * @param indexes which of them are sent; each is the batch index of its answer
     * @param timeoutMillis when the server may give up
     * @return the frame, owned by the caller
     */
    public static ByteBuf encode(List<RecordRequest> requests, int[] indexes, int timeoutMillis) {
        MessageWriter message =
                new MessageWriter(Message.INFO1_BATCH, 0, 0, 0, timeoutMillis, indexes.length * ROW_ESTIMATE);
        ByteBuf rows = message.field(FieldType.BATCH, 0);
        int start = rows.writerIndex();
        rows.writeInt(indexes.length);
        rows.writeByte(Message.BATCH_INLINE | Message.BATCH_RESPOND_ALL | Message.BATCH_ERROR_RECORD);
        for (int index : indexes) {
            rows.writeInt(index);
            requests.get(index).writeRow(rows);
        }
        // The field's size counts its type.
        rows.setInt(start - 1 - Integer.BYTES, rows.writerIndex() - start + 1);
        return message.finish();
    }
}
