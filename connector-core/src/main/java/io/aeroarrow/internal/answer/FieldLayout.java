package io.aeroarrow.internal.answer;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.message.FieldType;
import io.aeroarrow.internal.message.MessageLayout;

/**
 * The offsets of a record's fields from its start. The records of an answer mostly have the same layout. Then comparing
 * all field headers with those of the last record, without a dependency between the loads, confirms the offsets.
 */
final class FieldLayout {

    /** More fields than servers send. A record with more fields is parsed each time. */
    private static final int MAX_CACHED = 8;

    private static final int SIZE_BYTES = Integer.BYTES;
    private static final long HEADER_MASK = 0xffff_ffff_ff00_0000L;
    /** The number of bytes after the last field that reading its first word may touch. */
    private static final int WORD_OVERHANG = Long.BYTES - SIZE_BYTES - 1;

    private final int[] offsets = new int[MAX_CACHED];
    /** The first word of each field; {@link #HEADER_MASK} selects the size and the type. */
    private final long[] headers = new long[MAX_CACHED];

    /** The number of fields of the cached layout; negative if there is none. */
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

    /** Starts the check of another record. */
    void start() {
        parsed = 0;
    }

    /**
     * Checks the lengths of fields. Can resume where it stopped.
     *
     * @param record the address of the record
     * @param fields its number of fields
     * @param available the number of bytes of the record that have arrived
     * @return 0 if all fields have arrived; otherwise the minimum length of the record
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
        count = fields <= MAX_CACHED ? fields : -1;
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
        if (parsed < MAX_CACHED) {
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
                    throw new ProtocolViolationException("a record has a digest of " + length + " bytes instead of 20");
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
            // The namespace is known from the request, and servers may add fields.
            default -> {}
        }
    }

    /** Changes whenever fields may have moved. */
    long version() {
        return version;
    }

    /** The offset after the last field. */
    int end() {
        return end;
    }

    /** The offset of the digest; 0 if there is none. */
    int digest() {
        return digest;
    }

    /** The offset of the set's name; 0 if there is none. */
    int set() {
        return set;
    }

    int setLength() {
        return setLength;
    }

    /** The offset of the user key, which starts with its type; 0 if there is none. */
    int key() {
        return key;
    }

    /** The length of the user key with its type. */
    int keyLength() {
        return keyLength;
    }

    /** The offset of the index value that found the record; 0 if there is none. */
    int indexValue() {
        return indexValue;
    }
}
