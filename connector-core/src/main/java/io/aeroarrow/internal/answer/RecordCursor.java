package io.aeroarrow.internal.answer;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.message.MessageLayout;
import io.aeroarrow.internal.value.Particle;

/**
 * A flyweight over one message of an answer: a record, or the end of a stream. It checks the lengths of the received
 * bytes once, and then gives the addresses of the parts. Addresses are valid until the cursor moves to the next
 * message.
 *
 * <p>A check can stop at any byte and resume when more bytes have arrived, even if the bytes have moved meanwhile.
 */
public final class RecordCursor {

    private static final int OP_PREFIX = Integer.BYTES;
    private static final int USUAL_OPS = 16;
    /** Not a layout version: some offsets were completed by a lookup. */
    private static final long COMPLETED = -1;
    /** Not a particle type: the type is in the message, before the key. */
    private static final int BEFORE_KEY = -1;

    private final FieldLayout fields;
    private final OpAddresses ops;
    /** The index of this record in {@link #ops}. */
    private final int place;

    private long base;
    private int scanned;
    private boolean fieldsChecked;

    private int opCount;
    private int opsChecked;

    /** The layout version of the offsets below. */
    private long fieldsVersion = COMPLETED;

    /** The offset from the start of the record, as are the others below; 0 if there is none. */
    private long digest;

    private long set;
    private int setLength;
    private int keyParticle;
    private long key;
    private int keyLength;
    private long indexValue;

    private int opsTaken;
    private long op;
    private long opHeader;

    public RecordCursor() {
        this(new FieldLayout(), new OpAddresses(1, USUAL_OPS), 0);
    }

    /**
     * @param fields shared by the cursors over records of one answer; only one of them is checked at a time
     * @param ops shared by cursors with different places
     */
    RecordCursor(FieldLayout fields, OpAddresses ops, int place) {
        this.fields = fields;
        this.ops = ops;
        this.place = place;
    }

    /** Starts a message at {@code address}. */
    void start(long address) {
        base = address;
        scanned = 0;
    }

    /** Reports that the bytes of the message have moved to {@code address}. */
    void moveTo(long address) {
        base = address;
    }

    /**
     * Resumes the check of lengths.
     *
     * @param available the number of bytes of the message that have arrived
     * @return 0 when the message is complete; otherwise its minimum length, more than {@code available}
     */
    long check(long available) {
        if (scanned == 0) {
            if (available < MessageLayout.HEADER_SIZE) {
                return MessageLayout.HEADER_SIZE;
            }
            startBody();
        }
        if (!fieldsChecked) {
            long missing =
                    fields.check(base, RawMemory.getUnsignedShortBE(base + MessageLayout.FIELDS_OFFSET), available);
            if (missing > 0) {
                return missing;
            }
            fieldsChecked = true;
            scanned = fields.end();
        }
        long missing = checkOps(available);
        if (missing == 0) {
            locateOps();
            locateFields();
            rewindOps();
        }
        return missing;
    }

    private void startBody() {
        int headerSize = RawMemory.getUnsignedByte(base);
        if (headerSize != MessageLayout.HEADER_SIZE) {
            throw new ProtocolViolationException("a message has a header of " + headerSize
                    + " bytes instead of " + MessageLayout.HEADER_SIZE);
        }
        opCount = RawMemory.getUnsignedShortBE(base + MessageLayout.OPS_OFFSET);
        opsChecked = 0;
        scanned = MessageLayout.HEADER_SIZE;
        fieldsChecked = false;
        fields.start();
    }

    private long checkOps(long available) {
        long at = scanned;
        int checked = opsChecked;
        while (checked < opCount) {
            if (available < at + OP_PREFIX) {
                return stopBefore(at, checked, at + OP_PREFIX);
            }
            long size = RawMemory.getIntBE(base + at) & 0xffff_ffffL;
            if (size < MessageLayout.OP_HEADER_SIZE || size > MessageLayout.MAX_FRAME_BODY) {
                throw new ProtocolViolationException("a message has an op of " + size + " bytes");
            }
            long end = at + OP_PREFIX + size;
            if (end > available) {
                return stopBefore(at, checked, end);
            }
            int nameLength = OpBytes.nameLength(OpBytes.header(base + at));
            if (size < MessageLayout.OP_HEADER_SIZE + nameLength) {
                throw new ProtocolViolationException(
                        "an op of " + size + " bytes has a bin name of " + nameLength + " bytes");
            }
            at = end;
            checked++;
        }
        return stopBefore(at, checked, 0);
    }

    /** Stores where to resume. */
    private long stopBefore(long at, int checked, long missing) {
        scanned = (int) at;
        opsChecked = checked;
        return missing;
    }

    private void locateOps() {
        long at = base + fields.end();
        while (ops.ops() < opCount) {
            ops.grow();
        }
        long[] addresses = ops.addresses();
        for (int i = 0, target = place; i < opCount; i++, target += ops.records()) {
            addresses[target] = at;
            at += OP_PREFIX + OpBytes.size(OpBytes.header(at));
        }
    }

    private void locateFields() {
        if (fieldsVersion == fields.version()) {
            return;
        }
        fieldsVersion = fields.version();
        digest = fields.digest();
        set = fields.set();
        setLength = fields.setLength();
        indexValue = fields.indexValue();
        keyParticle = BEFORE_KEY;
        key = fields.key() == 0 ? 0 : fields.key() + 1;
        keyLength = fields.key() == 0 ? 0 : fields.keyLength() - 1;
    }

    /**
     * Points the cursor to a complete message in the common layout.
     *
     * @param available the number of bytes from its start
     * @return its length; 0 if it needs the full check by {@link #start} and {@link #check}
     */
    int layOver(long address, long available) {
        if (available < MessageLayout.HEADER_SIZE || RawMemory.getUnsignedByte(address) != MessageLayout.HEADER_SIZE) {
            return 0;
        }
        int counts = RawMemory.getIntBE(address + MessageLayout.FIELDS_OFFSET);
        int expected = counts & 0xffff;
        fields.start();
        if (expected > ops.ops() || fields.check(address, counts >>> Short.SIZE, available) > 0) {
            return 0;
        }
        long[] addresses = ops.addresses();
        int apart = ops.records();
        long limit = address + Math.min(available, MessageLayout.MAX_FRAME_BODY);
        long at = address + fields.end();
        for (int i = 0, target = place; i < expected; i++, target += apart) {
            if (at + OpBytes.HEADER > limit) {
                return 0;
            }
            long header = OpBytes.header(at);
            long end = at + OP_PREFIX + OpBytes.size(header);
            if (OpBytes.size(header) < MessageLayout.OP_HEADER_SIZE + OpBytes.nameLength(header) || end > limit) {
                return 0;
            }
            addresses[target] = at;
            at = end;
        }
        base = address;
        scanned = (int) (at - address);
        opCount = expected;
        locateFields();
        rewindOps();
        return scanned;
    }

    /** Points the cursor to the message of another cursor, with the values completed there. */
    void layOver(RecordCursor other) {
        base = other.base;
        scanned = other.scanned;
        opCount = other.opCount;
        while (ops.ops() < opCount) {
            ops.grow();
        }
        long[] addresses = ops.addresses();
        for (int i = 0, target = place; i < opCount; i++, target += ops.records()) {
            addresses[target] = other.op(i);
        }
        fieldsVersion = COMPLETED;
        digest = other.digest;
        set = other.set;
        setLength = other.setLength;
        keyParticle = other.keyParticle;
        key = other.key;
        keyLength = other.keyLength;
        indexValue = other.indexValue;
        rewindOps();
    }

    /**
     * Sets the digest from a lookup's request if the answer has none.
     *
     * @param digestAddress the address of 20 bytes
     */
    public void completeDigest(long digestAddress) {
        if (digest == 0) {
            digest = digestAddress - base;
            fieldsVersion = COMPLETED;
        }
    }

    /**
     * Sets the user key if the answer has none.
     *
     * @param particle the key's type
     * @param keyAddress the address of its bytes in wire format
     */
    public void completeKey(int particle, long keyAddress, int keyBytes) {
        if (key == 0) {
            keyParticle = particle;
            key = keyAddress - base;
            keyLength = keyBytes;
            fieldsVersion = COMPLETED;
        }
    }

    /** Sets the set's name if the answer has none. */
    public void completeSet(long setAddress, int setBytes) {
        if (set == 0) {
            set = setAddress - base;
            setLength = setBytes;
            fieldsVersion = COMPLETED;
        }
    }

    /** Moves back to a message that was checked before and whose memory was kept. */
    public void reopen(long address) {
        // The fast path may read a word past the fields, which is only safe if ops follow.
        boolean hasOps = RawMemory.getUnsignedShortBE(address + MessageLayout.OPS_OFFSET) > 0;
        if (!hasOps || layOver(address, Long.MAX_VALUE) == 0) {
            start(address);
            check(Long.MAX_VALUE);
        }
    }

    /** The size of the whole message in bytes. */
    public int length() {
        return scanned;
    }

    /** The address of the message. */
    public long address() {
        return base;
    }

    public int resultCode() {
        return RawMemory.getUnsignedByte(base + MessageLayout.RESULT_OFFSET);
    }

    /** Whether this message ends the stream and holds no record. */
    public boolean isLast() {
        return (RawMemory.getByte(base + MessageLayout.INFO3_OFFSET) & MessageLayout.INFO3_LAST) != 0;
    }

    /** Whether this message reports a partition that the node could not read, and holds no record. */
    public boolean isPartitionDone() {
        return (RawMemory.getByte(base + MessageLayout.INFO3_OFFSET) & MessageLayout.INFO3_PARTITION_DONE) != 0;
    }

    /** The partition that {@link #isPartitionDone()} reports. */
    public int donePartition() {
        return generation();
    }

    public int generation() {
        return RawMemory.getIntBE(base + MessageLayout.GENERATION_OFFSET);
    }

    /** The expiration in seconds since 2010-01-01 UTC; 0 for never. */
    public long voidTime() {
        return RawMemory.getIntBE(base + MessageLayout.VOID_TIME_OFFSET) & 0xffff_ffffL;
    }

    /** The batch index of the key that this message answers. */
    public int batchIndex() {
        return RawMemory.getIntBE(base + MessageLayout.BATCH_INDEX_OFFSET);
    }

    /** The address of the 20 bytes of the digest, or 0 if the message has none. */
    public long digest() {
        return digest == 0 ? 0 : base + digest;
    }

    /** Whether a secondary index found the record. */
    public boolean hasIndexValue() {
        return indexValue != 0;
    }

    /** The value under which a secondary index found the record: an integer, or the server's code for another type. */
    public long indexValue() {
        return Long.reverseBytes(RawMemory.getLongBE(base + indexValue));
    }

    /** The address of the set's name, or 0 if the message has none. */
    public long set() {
        return set == 0 ? 0 : base + set;
    }

    public int setLength() {
        return setLength;
    }

    /** The particle type of the user key; {@link Particle#NULL} if the message has none. */
    public int keyParticle() {
        if (key == 0) {
            return Particle.NULL;
        }
        return keyParticle == BEFORE_KEY ? RawMemory.getUnsignedByte(base + key - 1) : keyParticle;
    }

    /** The address of the user key's bytes. */
    public long key() {
        return key == 0 ? 0 : base + key;
    }

    public int keyLength() {
        return keyLength;
    }

    public int opCount() {
        return opCount;
    }

    /** The address of an op, a bin's name and value; see {@link OpBytes}. */
    public long op(int index) {
        return ops.addresses()[index * ops.records() + place];
    }

    /** Moves before the first op. */
    public void rewindOps() {
        opsTaken = 0;
    }

    /**
     * Moves to the next op, a bin's name and value.
     *
     * @return false after the last one
     */
    public boolean nextOp() {
        if (opsTaken == opCount) {
            return false;
        }
        goToOp(op(opsTaken));
        opsTaken++;
        return true;
    }

    /** Moves to the op at an address, which must be an op of this message. */
    public void goToOp(long address) {
        op = address;
        opHeader = OpBytes.header(address);
    }

    public int particle() {
        return OpBytes.particle(opHeader);
    }

    public long name() {
        return OpBytes.name(op);
    }

    public int nameLength() {
        return OpBytes.nameLength(opHeader);
    }

    public long value() {
        return OpBytes.value(op, opHeader);
    }

    public int valueLength() {
        return OpBytes.valueLength(opHeader);
    }
}
