package io.aeroarrow.internal.request;

import io.aeroarrow.internal.message.FieldType;
import io.aeroarrow.internal.message.MessageLayout;
import io.aeroarrow.internal.message.MessageWriter;
import io.netty.buffer.ByteBuf;

/** Encodes a batch of any commands for one node. */
public final class BatchRequest {

    private static final int ROW_ESTIMATE = 128;

    private BatchRequest() {}

    /**
     * Encodes the request.
     *
     * @param commands the commands of all keys
     * @param keys the indexes of the keys to send; each is the batch index of its answer
     * @param timeoutMillis the server's timeout
     * @return the frame, owned by the caller
     */
    public static ByteBuf encode(BatchCommands commands, int[] keys, int timeoutMillis) {
        MessageWriter message =
                new MessageWriter(MessageLayout.INFO1_BATCH, 0, 0, 0, timeoutMillis, keys.length * ROW_ESTIMATE);
        ByteBuf rows = message.field(FieldType.BATCH, 0);
        try {
            int start = rows.writerIndex();
            rows.writeInt(keys.length);
            rows.writeByte(
                    MessageLayout.BATCH_INLINE | MessageLayout.BATCH_RESPOND_ALL | MessageLayout.BATCH_ERROR_RECORD);
            int previous = -1;
            for (int key : keys) {
                commands.writeRow(key, previous, rows);
                previous = key;
            }
            // The field's size counts its type.
            rows.setInt(start - 1 - Integer.BYTES, rows.writerIndex() - start + 1);
            return message.finish();
        } catch (RuntimeException e) {
            message.discard();
            throw e;
        }
    }
}
