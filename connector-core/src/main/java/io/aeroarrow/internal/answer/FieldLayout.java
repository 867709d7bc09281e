package io.aeroarrow.internal.answer;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.message.FieldType;
import io.aeroarrow.internal.message.MessageLayout;

/**
 * Where a record's fields are, as offsets from its start. The records of an answer mostly have them at the same places,
 * so that a look at each field's header, in no order that one of them would have to wait for, tells that they are where
 * they were before.
 */
final class FieldLayout {

    /** More fields than servers send; a record with more of them is looked through each time. */
    private static final int REMEMBERED = 8;

    private static final int SIZE_BYTES = Integer.BYTES;
    private static final long HEADER_MASK = 0xffff_ffff_ff00_0000L;
    /** What is read of the last field's first word at most that may lie behind it. */
    private static final int WORD_OVERHANG = Long.BYTES - SIZE_BYTES - 1;

    private final int[] offsets = new int[REMEMBERED];
    /** The first word of each field, of which {@link #HEADER_MASK} tells the size and the type. */
    private final long[] headers = new long[REMEMBERED];

    /** The number of fields of the record that was looked through last; negative before the first, and amid one. */
    private int count = -1;

    private long version;
    private int parsed;
    private int end;
    private int digest;
    private int set;
    private int setLength;
    private int key;
    private int keyLength;
    private int indexValue;

    /** Starts on the fields of another record. */
    void start() {
        parsed = 0;
    }

    /**
     * Checks the lengths of fields; can go on where it stopped.
     *
     * @param record the address of the record
     * @param fields how many it has
     * @param available how many bytes of the record there are
     * @return 0 if all is there; otherwise how many bytes the record has at least
     */
    long check(long record, int fields, long available) {
        if (parsed == 0) {
            if (isSame(record, fields, available)) {
                return 0;
            }
            clear();
        }
        while (parsed < fields) {
            long start = (long) end + SIZE_BYTES;
            if (available < start) {
                return start;
            }
            long size = RawMemory.getIntBE(record + end) & 0xffff_ffffL;
            if (size < 1 || size > MessageLayout.MAX_FRAME_BODY) {
                throw new ProtocolViolationException("a message has a field of " + size + " bytes");
            }
            if (available < start + size) {
                return start + size;
            }
            take(RawMemory.getUnsignedByte(record + start), (int) size);
        }
        count = fields <= REMEMBERED ? fields : -1;
        return 0;
    }

    private boolean isSame(long record, int fields, long available) {
        if (fields != count || available < end + WORD_OVERHANG) {
            return false;
        }
        long differences = 0;
        for (int i = 0; i < fields; i++) {
            differences |= RawMemory.getLongBE(record + offsets[i]) ^ headers[i];
        }
        return (differences & HEADER_MASK) == 0;
    }

    private void clear() {
        version++;
        count = -1;
        end = MessageLayout.HEADER_SIZE;
        digest = 0;
        set = 0;
        setLength = 0;
        key = 0;
        keyLength = 0;
        indexValue = 0;
    }

    private void take(int type, int size) {
        if (parsed < REMEMBERED) {
            offsets[parsed] = end;
            headers[parsed] = (long) size << Integer.SIZE | (long) type << (Integer.SIZE - Byte.SIZE);
        }
        locate(type, end + SIZE_BYTES + 1, size - 1);
        end += SIZE_BYTES + size;
        parsed++;
    }

    private void locate(int type, int value, int length) {
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
                key = value;
                keyLength = length;
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

    /** Another number whenever fields may be at other places. */
    long version() {
        return version;
    }

    /** Behind the last field. */
    int end() {
        return end;
    }

    /** Where the digest is; 0 if there is none. */
    int digest() {
        return digest;
    }

    /** Where the set's name is; 0 if there is none. */
    int set() {
        return set;
    }

    int setLength() {
        return setLength;
    }

    /** Where the user key is, its type ahead; 0 if there is none. */
    int key() {
        return key;
    }

    /** Of the user key with its type. */
    int keyLength() {
        return keyLength;
    }

    /** Where the value is under which an index found the record; 0 if there is none. */
    int indexValue() {
        return indexValue;
    }
}
