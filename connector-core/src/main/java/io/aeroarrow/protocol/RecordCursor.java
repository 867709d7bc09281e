package io.aeroarrow.protocol;

import io.aeroarrow.model.ProtocolViolationException;

/**
 * A flyweight over one message of a response: a record, or the end of a stream. It is laid over received bytes, checks
 * the lengths in them once, and then gives the addresses of what is in them; what it gives is valid until it is laid
 * over the next message.
 *
 * <p>Checking can stop at any byte and go on when more have arrived, even if the bytes have moved meanwhile.
 */
public final class RecordCursor {

    private static final int FIELD_PREFIX = Integer.BYTES;

    private long base;
    private int scanned;
    private int fieldsLeft;
    private int opsLeft;

    private int opCount;
    private int firstOp;
    private long digest;
    private long set;
    private int setLength;
    private int keyParticle;
    private long key;
    private int keyLength;
    private long indexValue;

    private int opsTaken;
    private long op;
    private long opEnd;

    /** Starts on the message whose first byte is at {@code address}. */
    void start(long address) {
        base = address;
        scanned = 0;
    }

    /** Tells that the bytes checked so far, and more behind them, are at {@code address} now. */
    void moveTo(long address) {
        long by = address - base;
        if (by != 0) {
            base = address;
            digest = digest == 0 ? 0 : digest + by;
            set = set == 0 ? 0 : set + by;
            key = key == 0 ? 0 : key + by;
            indexValue = indexValue == 0 ? 0 : indexValue + by;
        }
    }

    /**
     * Goes on checking lengths.
     *
     * @param available how many bytes from the start of the message have arrived
     * @return 0 once the whole message is there; otherwise how many bytes it has at least, more than {@code available}
     */
    long check(long available) {
        if (scanned == 0) {
            if (available < Message.HEADER_SIZE) {
                return Message.HEADER_SIZE;
            }
            startBody();
        }
        long missing = fieldsLeft > 0 ? checkFields(available) : 0;
        if (missing == 0) {
            missing = checkOps(available);
        }
        if (missing == 0) {
            rewindOps();
        }
        return missing;
    }

    private void startBody() {
        int headerSize = RawMemory.getUnsignedByte(base);
        if (headerSize != Message.HEADER_SIZE) {
            throw new ProtocolViolationException(
                    "a message says that its header takes " + headerSize + " bytes; it takes " + Message.HEADER_SIZE);
        }
        fieldsLeft = RawMemory.getUnsignedShortBE(base + Message.FIELDS_OFFSET);
        opCount = RawMemory.getUnsignedShortBE(base + Message.OPS_OFFSET);
        opsLeft = opCount;
        scanned = Message.HEADER_SIZE;
        firstOp = Message.HEADER_SIZE;
        digest = 0;
        set = 0;
        setLength = 0;
        keyParticle = Particle.NULL;
        key = 0;
        keyLength = 0;
        indexValue = 0;
    }

    private long checkFields(long available) {
        long at = scanned;
        int left = fieldsLeft;
        while (left > 0) {
            if (available < at + FIELD_PREFIX) {
                return stopBefore(at, left, opsLeft, at + FIELD_PREFIX);
            }
            long size = RawMemory.getIntBE(base + at) & 0xffff_ffffL;
            if (size < 1 || size > Message.MAX_FRAME_BODY) {
                throw impossible("a field", size);
            }
            long end = at + FIELD_PREFIX + size;
            if (end > available) {
                return stopBefore(at, left, opsLeft, end);
            }
            long field = base + at + FIELD_PREFIX;
            locateField(RawMemory.getUnsignedByte(field), field + 1, (int) size - 1);
            at = end;
            left--;
        }
        firstOp = (int) at;
        return stopBefore(at, 0, opsLeft, 0);
    }

    private long checkOps(long available) {
        long at = scanned;
        int left = opsLeft;
        while (left > 0) {
            if (available < at + FIELD_PREFIX) {
                return stopBefore(at, 0, left, at + FIELD_PREFIX);
            }
            long size = RawMemory.getIntBE(base + at) & 0xffff_ffffL;
            if (size < Message.OP_HEADER_SIZE || size > Message.MAX_FRAME_BODY) {
                throw impossible("an op", size);
            }
            long end = at + FIELD_PREFIX + size;
            if (end > available) {
                return stopBefore(at, 0, left, end);
            }
            int nameLength = OpBytes.nameLength(base + at);
            if (size < Message.OP_HEADER_SIZE + nameLength) {
                throw new ProtocolViolationException(
                        "an op of " + size + " bytes says that its bin's name takes " + nameLength);
            }
            at = end;
            left--;
        }
        return stopBefore(at, 0, 0, 0);
    }

    /** Remembers where to go on. */
    private long stopBefore(long at, int fields, int ops, long missing) {
        scanned = (int) at;
        fieldsLeft = fields;
        opsLeft = ops;
        return missing;
    }

    private static ProtocolViolationException impossible(String what, long size) {
        return new ProtocolViolationException("a message has " + what + " of " + size + " bytes");
    }

    private void locateField(int type, long value, int length) {
        switch (type) {
            case FieldType.DIGEST -> {
                if (length != KeyDigester.DIGEST_SIZE) {
                    throw new ProtocolViolationException("a record has a digest of " + length + " bytes; it has 20");
                }
                digest = value;
            }
            case FieldType.SET -> {
                set = value;
                setLength = length;
            }
            case FieldType.KEY -> {
                if (length < 1) {
                    throw new ProtocolViolationException("a record has a user key without a type");
                }
                keyParticle = RawMemory.getUnsignedByte(value);
                key = value + 1;
                keyLength = length - 1;
            }
            case FieldType.INDEX_VALUES -> {
                if (length != Long.BYTES) {
                    throw new ProtocolViolationException("a record has an index value of " + length + " bytes");
                }
                indexValue = value;
            }
            // The namespace is known, and servers may add fields.
            default -> {}
        }
    }

    /**
     * Fills in what a lookup knows from its request and the answer leaves out. What the answer does hold stays.
     *
     * @param digestAddress 20 bytes
     */
    public void completeDigest(long digestAddress) {
        if (digest == 0) {
            digest = digestAddress;
        }
    }

    /**
     * Fills in the user key, as {@link #completeDigest}.
     *
     * @param particle the key's type
     * @param keyAddress its bytes, as they would be on the wire
     */
    public void completeKey(int particle, long keyAddress, int keyBytes) {
        if (keyParticle == Particle.NULL) {
            keyParticle = particle;
            key = keyAddress;
            keyLength = keyBytes;
        }
    }

    /** Fills in the set's name, as {@link #completeDigest}. */
    public void completeSet(long setAddress, int setBytes) {
        if (set == 0) {
            set = setAddress;
            setLength = setBytes;
        }
    }

    /** Goes back to a message that was checked before and whose memory was kept. */
    public void reopen(long address) {
        start(address);
        check(Long.MAX_VALUE);
    }

    /** The bytes of the whole message. */
    public int length() {
        return scanned;
    }

    /** Where the message starts. */
    public long address() {
        return base;
    }

    public int resultCode() {
        return RawMemory.getUnsignedByte(base + Message.RESULT_OFFSET);
    }

    /** Whether this ends the stream and holds no record. */
    public boolean isLast() {
        return (RawMemory.getByte(base + Message.INFO3_OFFSET) & Message.INFO3_LAST) != 0;
    }

    /** Whether this tells of a partition that the node could not read, and holds no record. */
    public boolean isPartitionDone() {
        return (RawMemory.getByte(base + Message.INFO3_OFFSET) & Message.INFO3_PARTITION_DONE) != 0;
    }

    /** The partition that {@link #isPartitionDone()} is about. */
    public int donePartition() {
        return generation();
    }

    public int generation() {
        return RawMemory.getIntBE(base + Message.GENERATION_OFFSET);
    }

    /** When the record expires, in seconds since 2010-01-01 UTC; 0 for never. */
    public long voidTime() {
        return RawMemory.getIntBE(base + Message.VOID_TIME_OFFSET) & 0xffff_ffffL;
    }

    /** The index that a batch request gave to the key that this answers. */
    public int batchIndex() {
        return RawMemory.getIntBE(base + Message.BATCH_INDEX_OFFSET);
    }

    /** The address of the 20 bytes of the digest, or 0 if the message has none. */
    public long digest() {
        return digest;
    }

    /** Whether a secondary index has found the record. */
    public boolean hasIndexValue() {
        return indexValue != 0;
    }

    /** Under which value a secondary index has found the record: an integer, or whatever stands for another value. */
    public long indexValue() {
        return Long.reverseBytes(RawMemory.getLongBE(indexValue));
    }

    /** The address of the set's name, or 0 if the message has none. */
    public long set() {
        return set;
    }

    public int setLength() {
        return setLength;
    }

    /** The particle type of the user key; {@link Particle#NULL} if the message has none. */
    public int keyParticle() {
        return keyParticle;
    }

    /** The address of the user key's bytes. */
    public long key() {
        return key;
    }

    public int keyLength() {
        return keyLength;
    }

    public int opCount() {
        return opCount;
    }

    /** Goes back before the first op. */
    public void rewindOps() {
        opsTaken = 0;
        opEnd = base + firstOp;
    }

    /** Goes to the next op, a bin's name and value; false behind the last. */
    public boolean nextOp() {
        if (opsTaken == opCount) {
            return false;
        }
        opsTaken++;
        op = opEnd;
        opEnd = OpBytes.end(op);
        return true;
    }

    /** Goes to the op at an address, which must be that of one of this message. */
    public void goToOp(long address) {
        op = address;
        opEnd = OpBytes.end(address);
    }

    /** The address of the first op, or where it would be. */
    public long firstOp() {
        return base + firstOp;
    }

    public int particle() {
        return OpBytes.particle(op);
    }

    public long name() {
        return OpBytes.name(op);
    }

    public int nameLength() {
        return OpBytes.nameLength(op);
    }

    public long value() {
        return name() + nameLength();
    }

    public int valueLength() {
        return (int) (opEnd - value());
    }
}
