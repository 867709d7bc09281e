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

/** The request for one record, ready to be encoded for each attempt: alone, or as a row of a batch. */
public final class RecordRequest {

    private final Key key;
    private final WritePolicy policy;
    private final ReadRouting routing;
    private final boolean writes;
    private final byte[] digest;
    private final CommandOps ops;

    /** Creates a request with the default routing. */
    public RecordRequest(Key key, RecordCommand command, WritePolicy policy) {
        this(key, command, policy, ReadRouting.DEFAULT);
    }

    /**
     * @param policy the write policy; a read uses only its {@code sendKey}
     * @param routing the replica to read from; ignored by writes
     */
    public RecordRequest(Key key, RecordCommand command, WritePolicy policy, ReadRouting routing) {
        this(key, command.writes(), policy, routing, KeyDigester.digest(key), CommandOps.of(command));
    }

    RecordRequest(Key key, boolean writes, WritePolicy policy, ReadRouting routing, byte[] digest, CommandOps ops) {
        this.routing = routing;
        this.key = key;
        this.policy = policy;
        this.writes = writes;
        this.digest = digest;
        this.ops = ops;
    }

    public Key key() {
        return key;
    }

    /** The replica to read from; ignored by writes. */
    public ReadRouting routing() {
        return routing;
    }

    /** Whether the command may change the record. */
    public boolean writes() {
        return writes;
    }

    /** Whether the command deletes the record. */
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
     * @param timeoutMillis the server's timeout
     * @param buffers supplies an empty buffer of a given size
     * @return the frame, owned by the caller
     */
    public ByteBuf encode(int timeoutMillis, IntFunction<ByteBuf> buffers) {
        byte[] keyValue = sendsKey() ? ValueEncoder.bytes(key.userKey()) : new byte[0];
        ByteBuf buffer = buffers.apply(MessageWriter.EMPTY_SIZE + fieldsSize(keyValue) + ops.maxBytes());
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

    /** An upper bound of the size of the fields. */
    private int fieldsSize(byte[] keyValue) {
        int text = MessageWriter.maxBytes(key.namespace()) + MessageWriter.maxBytes(key.set());
        return text + 4 * MessageWriter.FIELD_HEADER_SIZE + digest.length + 1 + keyValue.length;
    }

    /** Encodes the request as a row of a batch, after the row's index. */
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

    /** Whether both are reads, and differ in their digests only. */
    boolean readsAs(RecordRequest other) {
        return !writes
                && !other.writes
                && ops.equals(other.ops)
                && !sendsKey()
                && !other.sendsKey()
                && routing.equals(other.routing)
                && key.namespace().equals(other.key.namespace())
                && key.set().equals(other.key.set());
    }

    /** As {@link #writeRow}, after a row that differs in its digest only. */
    void writeRepeatedRow(ByteBuf rows) {
        rows.writeBytes(digest);
        rows.writeByte(MessageLayout.BATCH_ROW_REPEAT);
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

    /** The header's time to live. For a read it controls read-touch: 0 follows the server's configuration. */
    private int timeToLive() {
        return writes ? policy.timeToLive().seconds() : 0;
    }

    /** A key that is known only by its digest has no user key to send. */
    private boolean sendsKey() {
        return policy.sendKey() && key.knownDigest().isEmpty();
    }
}
