package io.aeroarrow.internal.request;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.message.FieldType;
import io.aeroarrow.internal.message.MessageLayout;
import io.aeroarrow.internal.message.MessageWriter;
import io.aeroarrow.internal.value.ValueDecoder;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.GenerationCheck;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a batch of writes to one set, encoded by {@link WriteEncoder}. Reference-counted: close it once, and once
 * more for each {@link #retain}.
 */
public final class EncodedWrites implements BatchCommands, AutoCloseable {

    private final String namespace;
    private final String set;
    private final boolean deletes;
    private final ByteBuf bytes;
    /** The end offset of each row, where the next row begins. */
    private final int[] ends;

    EncodedWrites(String namespace, String set, boolean deletes, ByteBuf bytes, int[] ends) {
        this.namespace = namespace;
        this.set = set;
        this.deletes = deletes;
        this.bytes = bytes;
        this.ends = ends;
    }

    @Override
    public int count() {
        return ends.length;
    }

    @Override
    public String namespace(int row) {
        return namespace;
    }

    @Override
    public String set(int row) {
        return set;
    }

    @Override
    public int partition(int row) {
        return bytes.getUnsignedShortLE(start(row) + BatchRow.DIGEST) & KeyDigester.PARTITION_MASK;
    }

    @Override
    public boolean writes(int row) {
        return true;
    }

    @Override
    public boolean deletes(int row) {
        return deletes;
    }

    @Override
    public String digestInHex(int row) {
        return ByteBufUtil.hexDump(bytes, start(row) + BatchRow.DIGEST, KeyDigester.DIGEST_SIZE);
    }

    @Override
    public void writeRow(int row, int previous, ByteBuf rows) {
        int start = start(row);
        rows.writeBytes(bytes, start, ends[row] - start);
    }

    /** The size of all rows in bytes. */
    public int size() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    private int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    /** The key of a row: its user key if the row sends it, otherwise its digest. */
    public Key key(int row) {
        int start = start(row);
        int at = start + BatchRow.BODY;
        for (int field = 0; field < bytes.getUnsignedShort(start + BatchRow.FIELDS); field++) {
            int size = bytes.getInt(at);
            int value = at + MessageWriter.FIELD_HEADER_SIZE;
            if (bytes.getByte(value - 1) == FieldType.KEY) {
                return new Key(namespace, set, value(bytes.getByte(value), value + 1, size - 2));
            }
            at += Integer.BYTES + size;
        }
        byte[] digest = new byte[KeyDigester.DIGEST_SIZE];
        bytes.getBytes(start + BatchRow.DIGEST, digest);
        return Key.ofDigest(namespace, set, digest);
    }

    /** The bins that a row writes. */
    public List<Bin> bins(int row) {
        int start = start(row);
        int at = firstOp(start);
        List<Bin> bins = new ArrayList<>();
        for (int op = 0; op < bytes.getUnsignedShort(start + BatchRow.OPS); op++) {
            int size = bytes.getInt(at);
            int name = at + Integer.BYTES + MessageLayout.OP_HEADER_SIZE;
            int nameLength = bytes.getByte(name - 1);
            int value = name + nameLength;
            bins.add(new Bin(
                    bytes.toString(name, nameLength, StandardCharsets.UTF_8),
                    value(bytes.getByte(name - 3), value, size - MessageLayout.OP_HEADER_SIZE - nameLength)));
            at += Integer.BYTES + size;
        }
        return bins;
    }

    private int firstOp(int start) {
        int at = start + BatchRow.BODY;
        for (int field = 0; field < bytes.getUnsignedShort(start + BatchRow.FIELDS); field++) {
            at += Integer.BYTES + bytes.getInt(at);
        }
        return at;
    }

    /** The generation that a row's record must have. */
    public GenerationCheck generation(int row) {
        int flags = bytes.getByte(start(row) + BatchRow.INFO2);
        int generation = bytes.getUnsignedShort(start(row) + BatchRow.GENERATION);
        if ((flags & MessageLayout.INFO2_GENERATION) != 0) {
            return new GenerationCheck(GenerationCheck.Kind.EQUAL, generation);
        }
        return (flags & MessageLayout.INFO2_GENERATION_GREATER) != 0
                ? new GenerationCheck(GenerationCheck.Kind.GREATER, generation)
                : GenerationCheck.NONE;
    }

    private Value value(int particle, int offset, int length) {
        return new ValueDecoder().decode(particle, RawMemory.address(bytes) - bytes.readerIndex() + offset, length);
    }

    /** Adds a user, which must close this object too. */
    public void retain() {
        bytes.retain();
    }

    @Override
    public void close() {
        bytes.release();
    }
}
