package io.aeroarrow.internal.request;

import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.message.FieldType;
import io.aeroarrow.internal.message.MessageLayout;
import io.aeroarrow.internal.message.MessageWriter;
import io.aeroarrow.internal.value.ValueEncoder;
import io.aeroarrow.model.Key;
import io.aeroarrow.operation.RecordCommand;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.WritePolicy;
import io.netty.buffer.ByteBuf;
import java.util.HexFormat;
import java.util.function.IntFunction;

/** What is asked of one record, ready to be encoded as often as it is sent: alone, or as a row of a batch. */
public final class RecordRequest {

    private final Key key;
    private final WritePolicy policy;
    private final ReadRouting routing;
    private final boolean writes;
    private final byte[] digest;
    private final CommandOps ops;

    /** As the other one, with the routing of a read that has no wishes. */
    public RecordRequest(Key key, RecordCommand command, WritePolicy policy) {
        this(key, command, policy, ReadRouting.DEFAULT);
    }

    /**
     * @param policy how to write; of a read, only whether the key is sent
     * @param routing whom to read from; of a write, no matter
     */
    public RecordRequest(Key key, RecordCommand command, WritePolicy policy, ReadRouting routing) {
        this.routing = routing;
        this.key = key;
        this.policy = policy;
        this.writes = command.writes();
        this.digest = KeyDigester.digest(key);
        this.ops = CommandOps.of(command);
    }

    public Key key() {
        return key;
    }

    /** Whom to read from; of a write, no matter. */
    public ReadRouting routing() {
        return routing;
    }

    /** Whether the record may be changed. */
    public boolean writes() {
        return writes;
    }

    /** Whether the record is to be gone afterwards. */
    public boolean deletes() {
        return (ops.info2() & MessageLayout.INFO2_DELETE) != 0;
    }

    /** The key's digest, as 40 hex digits. */
    public String digestInHex() {
        return HexFormat.of().formatHex(digest);
    }

    /** The partition of the key, 0 to 4095. */
    public int partition() {
        return KeyDigester.partition(digest);
    }

    /**
     * Encodes the request as a frame of its own.
     *
     * @param timeoutMillis when the server may give up
     * @param buffers gives an empty buffer of so many bytes
     * @return the frame, owned by the caller
     */
    public ByteBuf encode(int timeoutMillis, IntFunction<ByteBuf> buffers) {
        byte[] keyValue = sendsKey() ? ValueEncoder.bytes(key.userKey()) : new byte[0];
        ByteBuf buffer = buffers.apply(MessageWriter.EMPTY_SIZE + fieldsSize(keyValue) + ops.mostBytes());
        MessageWriter message = new MessageWriter(buffer, info1(), info2(), info3(), timeToLive(), timeoutMillis);
        message.generation(generation());
        message.textField(FieldType.NAMESPACE, key.namespace());
        message.textField(FieldType.SET, key.set());
        message.field(FieldType.DIGEST, digest.length).writeBytes(digest);
        if (sendsKey()) {
            message.field(FieldType.KEY, keyValue.length + 1)
                    .writeByte(ValueEncoder.particle(key.userKey()))
                    .writeBytes(keyValue);
        }
        ops.writeTo(message.ops(ops.count()));
        return message.finish();
    }

    /** What the fields take at most. */
    private int fieldsSize(byte[] keyValue) {
        int text = MessageWriter.mostBytes(key.namespace()) + MessageWriter.mostBytes(key.set());
        return text + 4 * MessageWriter.FIELD_HEADER_SIZE + digest.length + 1 + keyValue.length;
    }

    /** Writes the request as a row of a batch, behind the row's index. */
    void writeRow(ByteBuf rows) {
        rows.writeBytes(digest);
        rows.writeByte(writes ? MessageLayout.BATCH_ROW_WRITE : MessageLayout.BATCH_ROW_READ);
        rows.writeByte(info1()).writeByte(info2()).writeByte(info3());
        if (writes) {
            rows.writeShort(generation());
        }
        rows.writeInt(timeToLive());
        rows.writeShort(sendsKey() ? 3 : 2).writeShort(ops.count());
        MessageWriter.writeTextField(rows, FieldType.NAMESPACE, key.namespace());
        MessageWriter.writeTextField(rows, FieldType.SET, key.set());
        if (sendsKey()) {
            byte[] value = ValueEncoder.bytes(key.userKey());
            MessageWriter.fieldHeader(rows, FieldType.KEY, value.length + 1)
                    .writeByte(ValueEncoder.particle(key.userKey()))
                    .writeBytes(value);
        }
        ops.writeTo(rows);
    }

    private int info1() {
        return writes ? ops.info1() : ops.info1() | MessageLayout.info1(routing.apMode());
    }

    private int info2() {
        return writes ? WriteFlags.info2(policy, ops.mayCreate()) | ops.info2() : 0;
    }

    private int info3() {
        return writes ? WriteFlags.info3(policy, ops.mayCreate()) : MessageLayout.info3(routing.scMode());
    }

    private int generation() {
        return writes ? policy.generation().generation() : 0;
    }

    /** Of a read, the header's time to live says when it touches the record: as the server is configured. */
    private int timeToLive() {
        return writes ? policy.timeToLive().seconds() : 0;
    }

    /** Who knows only the digest has no key to send. */
    private boolean sendsKey() {
        return policy.sendKey() && key.knownDigest().isEmpty();
    }
}
