package io.aeroarrow.internal.request;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.message.FieldType;
import io.aeroarrow.internal.message.MessageLayout;
import io.aeroarrow.internal.message.MessageWriter;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.internal.value.ValueEncoder;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.GenerationCheck;
import io.aeroarrow.policy.WritePolicy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/**
 * Encodes writes of many records of a set, row by row, into one buffer, from which the requests to the nodes are
 * composed. Allocates nothing per row. Not thread-safe.
 *
 * <p>Call {@link #begin}; then generation, time to live, key and bins, in this order and as needed; then {@link #end}
 * or {@link #drop}.
 */
public final class WriteEncoder implements AutoCloseable {

    private static final int FIRST_ROWS = 64;
    private static final int FIRST_BYTES = 1 << 12;
    private static final int FIELDS_WITHOUT_KEY = 2;

    private final String namespace;
    private final String set;
    private final boolean deletes;
    /** The common start of all rows: index, digest, flags, generation, time to live, counts, namespace and set. */
    private final byte[] head;

    private ByteBuf bytes;
    private int[] ends = new int[FIRST_ROWS];
    private int rows;
    private int start;
    private int ops;

    /**
     * @param policy the write policy; its timeouts and retries are ignored
     * @param deletes whether to delete the records instead of writing bins
     */
    public WriteEncoder(String namespace, String set, WritePolicy policy, boolean deletes) {
        this.namespace = namespace;
        this.set = set;
        this.deletes = deletes;
        this.head = head(namespace, set, policy, deletes);
        this.bytes = PooledByteBufAllocator.DEFAULT.directBuffer(FIRST_BYTES);
    }

    private static byte[] head(String namespace, String set, WritePolicy policy, boolean deletes) {
        ByteBuf head = Unpooled.buffer();
        head.writeInt(0).writeZero(KeyDigester.DIGEST_SIZE);
        head.writeByte(MessageLayout.BATCH_ROW_WRITE);
        head.writeByte(0);
        head.writeByte(WriteFlags.info2(policy, !deletes) | (deletes ? MessageLayout.INFO2_DELETE : 0));
        head.writeByte(WriteFlags.info3(policy, !deletes));
        head.writeShort(policy.generation().generation());
        head.writeInt(policy.timeToLive().seconds());
        head.writeShort(FIELDS_WITHOUT_KEY).writeShort(0);
        MessageWriter.writeTextField(head, FieldType.NAMESPACE, namespace);
        MessageWriter.writeTextField(head, FieldType.SET, set);
        return Arrays.copyOf(head.array(), head.readableBytes());
    }

    /** The number of ended rows since the last {@link #take}. */
    public int rows() {
        return rows;
    }

    /**
     * Begins a row.
     *
     * @param digest the address of the record's digest
     */
    public void begin(long digest) {
        start = bytes.writerIndex();
        ops = 0;
        bytes.writeBytes(head);
        bytes.setInt(start, rows);
        for (int at = 0; at < KeyDigester.DIGEST_SIZE; at += Integer.BYTES) {
            bytes.setInt(start + BatchRow.DIGEST + at, RawMemory.getIntBE(digest + at));
        }
    }

    /** Sets the generation that the record must have, instead of the policy's. */
    public void generation(GenerationCheck check) {
        int others = bytes.getByte(start + BatchRow.INFO2)
                & ~(MessageLayout.INFO2_GENERATION | MessageLayout.INFO2_GENERATION_GREATER);
        bytes.setByte(start + BatchRow.INFO2, others | WriteFlags.generation(check.kind()));
        bytes.setShort(start + BatchRow.GENERATION, check.generation());
    }

    /** Sets the record's time to live instead of the policy's; see {@link io.aeroarrow.policy.TimeToLive}. */
    public void timeToLive(int seconds) {
        bytes.setInt(start + BatchRow.TIME_TO_LIVE, seconds);
    }

    /** Sends an integer user key to be stored. */
    public void key(long key) {
        keyHeader(Particle.INTEGER, Long.BYTES);
        bytes.writeLong(key);
    }

    /** Sends a string or blob user key to be stored. */
    public void key(int particle, long address, int length) {
        keyHeader(particle, length);
        copy(address, length);
    }

    private void keyHeader(int particle, int length) {
        bytes.setShort(start + BatchRow.FIELDS, FIELDS_WITHOUT_KEY + 1);
        MessageWriter.fieldHeader(bytes, FieldType.KEY, length + 1).writeByte(particle);
    }

    /** Writes an integer bin. */
    public void integer(BinOp bin, long value) {
        op(bin, Particle.INTEGER, Long.BYTES);
        bytes.writeLong(value);
    }

    /** Writes a float bin. */
    public void real(BinOp bin, double value) {
        op(bin, Particle.FLOAT, Double.BYTES);
        bytes.writeDouble(value);
    }

    /** Writes a boolean bin. */
    public void bool(BinOp bin, boolean value) {
        op(bin, Particle.BOOL, 1);
        bytes.writeBoolean(value);
    }

    /** Writes a bin whose bytes are stored unchanged: string, blob or HLL. */
    public void bytes(BinOp bin, int particle, long address, int length) {
        op(bin, particle, length);
        copy(address, length);
    }

    /** Writes a bin of any type; a null value removes it. */
    public void value(BinOp bin, Value value) {
        byte[] encoded = ValueEncoder.bytes(value);
        op(bin, ValueEncoder.particle(value), encoded.length);
        bytes.writeBytes(encoded);
    }

    /** Removes a bin. */
    public void remove(BinOp bin) {
        op(bin, Particle.NULL, 0);
    }

    private void op(BinOp bin, int particle, int length) {
        ops++;
        bin.writeTo(bytes, particle, length);
    }

    private void copy(long address, int length) {
        bytes.ensureWritable(length);
        RawMemory.copy(address, RawMemory.address(bytes) - bytes.readerIndex() + bytes.writerIndex(), length);
        bytes.writerIndex(bytes.writerIndex() + length);
    }

    /** The number of bins that the row writes so far. */
    public int bins() {
        return ops;
    }

    /** Ends the row. */
    public void end() {
        bytes.setShort(start + BatchRow.OPS, ops);
        if (rows == ends.length) {
            ends = Arrays.copyOf(ends, 2 * rows);
        }
        ends[rows] = bytes.writerIndex();
        rows++;
    }

    /** Discards the row that was begun. */
    public void drop() {
        bytes.writerIndex(start);
    }

    /** The size of the rows so far, in bytes. */
    public int size() {
        return bytes.readableBytes();
    }

    /** Returns the rows so far, which the caller must close. The next rows count from 0 again. */
    public EncodedWrites take() {
        EncodedWrites taken = new EncodedWrites(namespace, set, deletes, bytes, Arrays.copyOf(ends, rows));
        bytes = PooledByteBufAllocator.DEFAULT.directBuffer(Math.max(FIRST_BYTES, bytes.readableBytes()));
        rows = 0;
        return taken;
    }

    @Override
    public void close() {
        bytes.release();
    }
}
