package io.aeroarrow.internal.request;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.filter.FilterEncoder;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.internal.message.FieldType;
import io.aeroarrow.internal.message.MessageLayout;
import io.aeroarrow.internal.message.MessageWriter;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.BinSelection.Named;
import io.aeroarrow.policy.ReadRouting;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** Encodes a batch read for one node. The first row holds the request; the other rows repeat it. */
public final class BatchReadRequest {

    private static final int ROW_SIZE = Integer.BYTES + KeyDigester.DIGEST_SIZE + 1;

    private BatchReadRequest() {}

    /**
     * Encodes the request.
     *
     * @param expressions the values to compute, see {@link ExpressionRead#requireInLookup}
     * @param filter applies to all keys; null for none
     * @param server the version of the receiving server
     * @param digests maps a key's index to the address of the 20 bytes of its digest
     * @param keys the indexes of the keys to read; each is the batch index of its answer
     * @param timeoutMillis the server's timeout
     * @return the frame, owned by the caller
     */
    public static ByteBuf encode(
            String namespace,
            String set,
            BinSelection bins,
            List<ExpressionRead> expressions,
            @Nullable Filter filter,
            ServerBuild server,
            ReadRouting routing,
            IntToLongFunction digests,
            int[] keys,
            int timeoutMillis) {
        byte[] expression = filter == null ? new byte[0] : FilterEncoder.encode(filter, server);
        int size = 512 + expression.length + ExpressionRead.maxBytes(expressions) + keys.length * ROW_SIZE;
        MessageWriter message = new MessageWriter(MessageLayout.INFO1_BATCH, 0, 0, 0, timeoutMillis, size);
        if (expression.length > 0) {
            message.field(FieldType.FILTER, expression.length).writeBytes(expression);
        }
        ByteBuf rows = message.field(FieldType.BATCH, 0);
        int start = rows.writerIndex();
        rows.writeInt(keys.length);
        rows.writeByte(MessageLayout.BATCH_INLINE | MessageLayout.BATCH_RESPOND_ALL | MessageLayout.BATCH_ERROR_RECORD);
        for (int i = 0; i < keys.length; i++) {
            rows.writeInt(keys[i]);
            writeDigest(rows, digests.applyAsLong(keys[i]));
            if (i == 0) {
                writeReadRow(rows, namespace, set, bins, expressions, routing);
            } else {
                rows.writeByte(MessageLayout.BATCH_ROW_REPEAT);
            }
        }
        // The field's size counts its type.
        rows.setInt(start - 1 - Integer.BYTES, rows.writerIndex() - start + 1);
        return message.finish();
    }

    private static void writeDigest(ByteBuf rows, long digest) {
        rows.writeLong(RawMemory.getLongBE(digest));
        rows.writeLong(RawMemory.getLongBE(digest + 8));
        rows.writeInt(RawMemory.getIntBE(digest + 16));
    }

    private static void writeReadRow(
            ByteBuf rows,
            String namespace,
            String set,
            BinSelection bins,
            List<ExpressionRead> expressions,
            ReadRouting routing) {
        rows.writeByte(MessageLayout.BATCH_ROW_READ);
        rows.writeByte(info1(bins, expressions) | MessageLayout.info1(routing.apMode()));
        rows.writeByte(0);
        rows.writeByte(MessageLayout.info3(routing.scMode()));
        // Read-touch follows the configuration of server and set.
        rows.writeInt(0);
        int ops = bins instanceof Named named ? named.names().size() : 0;
        rows.writeShort(2);
        rows.writeShort(ops + expressions.size());
        MessageWriter.writeTextField(rows, FieldType.NAMESPACE, namespace);
        MessageWriter.writeTextField(rows, FieldType.SET, set);
        if (bins instanceof Named named) {
            named.names().forEach(bin -> MessageWriter.writeReadOp(rows, bin));
        }
        expressions.forEach(read -> read.writeTo(rows));
    }

    private static int info1(BinSelection bins, List<ExpressionRead> expressions) {
        if (bins instanceof BinSelection.All) {
            return MessageLayout.INFO1_READ | MessageLayout.INFO1_GET_ALL;
        }
        return bins instanceof BinSelection.None && expressions.isEmpty()
                ? MessageLayout.INFO1_READ | MessageLayout.INFO1_NO_BIN_DATA
                : MessageLayout.INFO1_READ;
    }
}
