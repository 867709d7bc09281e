package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.load.RecordSink;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import io.aeroarrow.embedded.internal.wire.MessageFields;
import io.aeroarrow.embedded.internal.wire.MessageOp;
import io.aeroarrow.embedded.internal.wire.RequestMessage;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;

/** Executes writes of the loader like a client's writes, without a connection. */
public final class DirectWriter implements RecordSink {
    private final Namespace namespace;
    private final ByteSlice setName;
    private final RecordWrites writes;

    public DirectWriter(Namespace namespace, ByteSlice setName, RecordLimits limits) {
        this.namespace = namespace;
        this.setName = setName;
        this.writes = new RecordWrites(limits);
    }

    @Override
    public void replace(ByteSlice digest, ByteSlice key, long ttl, List<MessageOp> ops) {
        MessageFields fields = MessageFields.of(Map.of(MessageFieldType.SET, setName, MessageFieldType.KEY, key));
        RequestMessage message = new RequestMessage(
                0,
                InfoBits.INFO2_WRITE,
                InfoBits.INFO3_CREATE_OR_REPLACE,
                0,
                0,
                ttl,
                0,
                fields,
                ops,
                ServerVersion.V8_1_0_3);
        ByteBuf reply = Unpooled.buffer();
        try {
            writes.write(
                    SingleRecordRequest.of(namespace, message),
                    Digest.of(digest),
                    new RecordReply(reply, 0),
                    new RecordCommands.Observed());
        } finally {
            reply.release();
        }
    }
}
