package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.load.RecordSink;
import io.aeroarrow.embedded.store.Digest;
import io.aeroarrow.embedded.store.Namespace;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.FieldType;
import io.aeroarrow.embedded.wire.Fields;
import io.aeroarrow.embedded.wire.Message;
import io.aeroarrow.embedded.wire.MessageBits;
import io.aeroarrow.embedded.wire.Op;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;

/** Writes of this JVM's own code, executed as those of clients are, without a connection. */
public final class DirectWrites implements RecordSink {
    private final Namespace namespace;
    private final Bytes setName;
    private final RecordWrites writes;

    public DirectWrites(Namespace namespace, Bytes setName, RecordLimits limits) {
        this.namespace = namespace;
        this.setName = setName;
        this.writes = new RecordWrites(limits);
    }

    @Override
    public void replace(Bytes digest, Bytes key, long ttl, List<Op> ops) {
        Fields fields = Fields.of(Map.of(FieldType.SET, setName, FieldType.KEY, key));
        Message message =
                new Message(0, MessageBits.INFO2_WRITE, MessageBits.INFO3_CREATE_OR_REPLACE, 0, 0, ttl, 0, fields, ops);
        ByteBuf reply = Unpooled.buffer();
        try {
            writes.write(
                    RecordRequest.of(namespace, message, null),
                    Digest.of(digest),
                    new Reply(reply, 0),
                    new RecordCommands.Observed());
        } finally {
            reply.release();
        }
    }
}
