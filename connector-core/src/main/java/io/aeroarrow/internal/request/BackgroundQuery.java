package io.aeroarrow.internal.request;

import io.aeroarrow.internal.filter.FilterEncoder;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.internal.message.FieldType;
import io.aeroarrow.internal.message.MessageLayout;
import io.aeroarrow.internal.message.MessageWriter;
import io.aeroarrow.operation.RecordCommand;
import io.aeroarrow.query.BackgroundRequest;
import io.netty.buffer.ByteBuf;

/** Encodes a request that a node carries out by itself, on the records that it is master of. */
public final class BackgroundQuery {

    private final BackgroundRequest request;
    private final CommandOps ops;

    public BackgroundQuery(BackgroundRequest request) {
        this.request = request;
        this.ops = CommandOps.of(new RecordCommand.Operate(request.operations()));
    }

    /**
     * Encodes the request.
     *
     * @param queryId any number but zero; all nodes get the same
     * @param server what it is for
     * @return the frame, owned by the caller
     */
    public ByteBuf encode(long queryId, ServerBuild server) {
        byte[] filter = request.filter()
                .map(given -> FilterEncoder.encode(given, server))
                .orElse(new byte[0]);
        int timeoutMillis = (int) Math.min(request.socketTimeout().toMillis(), Integer.MAX_VALUE);
        MessageWriter message = new MessageWriter(
                0, MessageLayout.INFO2_WRITE, 0, request.timeToLive().seconds(), timeoutMillis, 256 + filter.length);
        message.textField(FieldType.NAMESPACE, request.namespace());
        if (!request.set().isEmpty()) {
            message.textField(FieldType.SET, request.set());
        }
        if (request.recordsPerSecond() > 0) {
            message.field(FieldType.RECORDS_PER_SECOND, Integer.BYTES).writeInt(request.recordsPerSecond());
        }
        if (filter.length > 0) {
            message.field(FieldType.FILTER, filter.length).writeBytes(filter);
        }
        message.field(FieldType.SOCKET_TIMEOUT, Integer.BYTES).writeInt(timeoutMillis);
        message.field(FieldType.QUERY_ID, Long.BYTES).writeLong(queryId);
        request.index().ifPresent(index -> IndexFields.write(message, index));
        ops.writeTo(message.ops(ops.count()));
        return message.finish();
    }
}
