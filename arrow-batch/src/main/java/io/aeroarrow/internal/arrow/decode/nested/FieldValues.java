package io.aeroarrow.internal.arrow.decode.nested;

import io.aeroarrow.internal.arrow.decode.column.NameBytes;
import io.aeroarrow.internal.value.PlainMsgpack;
import java.util.Arrays;

/** Where the maps of some rows hold the values of a struct's fields. */
final class FieldValues {

    private final NameBytes[] names;
    private final boolean[] nullable;
    private final int rows;
    /** By field and row, the address of the value, which is whole; 0 for null. */
    private final long[] values;

    private final boolean[] found;

    /**
     * @param nullable by field
     * @param rows the most rows at a time
     */
    FieldValues(NameBytes[] names, boolean[] nullable, int rows) {
        this.names = names;
        this.nullable = nullable;
        this.rows = rows;
        values = new long[names.length * rows];
        found = new boolean[names.length];
    }

    /** The addresses of values, 0 for null; those of a field start at {@link #start}. */
    long[] values() {
        return values;
    }

    /** Where the addresses of a field's values start. */
    int start(int field) {
        return field * rows;
    }

    /** Takes a row for a null. */
    void setNull(int row) {
        for (int i = 0, target = row; i < names.length; i++, target += rows) {
            values[target] = 0;
        }
    }

    /**
     * Finds the values of a row.
     *
     * @param at an address before {@code end}
     * @param end nothing is read from there on
     * @return the address behind the map; 0 if it is not as most are and has to be looked at more closely
     */
    long find(int row, long at, long end) {
        int header = PlainMsgpack.mapHeader(at);
        if (header == 0 || end - at < header) {
            return 0;
        }
        int pairs = PlainMsgpack.containerSize(at, header);
        long first = at + header;
        int order = pairs == 0 ? 0 : PlainMsgpack.mapOrderSize(first, end);
        if (order > 0) {
            first += order;
            pairs--;
        }
        long behind = pairs == names.length ? findInOrder(row, first, end) : 0;
        return behind == 0 ? findInAnyOrder(row, first, pairs, end) : behind;
    }

    /** Maps are mostly sorted by key, and hold just the fields. */
    private long findInOrder(int row, long at, long end) {
        long next = at;
        for (int i = 0, target = row; i < names.length; i++, target += rows) {
            if (!names[i].isKey(next, end)) {
                return 0;
            }
            long value = next + names[i].keySize();
            next = PlainMsgpack.skip(value, end);
            boolean nil = PlainMsgpack.isNil(value);
            if (next == 0 || (nil && !nullable[i])) {
                return 0;
            }
            values[target] = nil ? 0 : value;
        }
        return next;
    }

    private long findInAnyOrder(int row, long at, int pairs, long end) {
        Arrays.fill(found, false);
        setNull(row);
        long next = at;
        for (int i = 0; i < pairs && next != 0; i++) {
            int field = field(next, end);
            next = field < 0 ? skipOther(next, end) : find(field, row, next + names[field].keySize(), end);
        }
        for (int i = 0; i < names.length; i++) {
            if (!found[i] && !nullable[i]) {
                return 0;
            }
        }
        return next;
    }

    private int field(long key, long end) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].isKey(key, end)) {
                return i;
            }
        }
        return -1;
    }

    /** The address behind a key of no field and its value; a key in no usual form may be that of a field all the same. */
    private static long skipOther(long key, long end) {
        int size = PlainMsgpack.fixTextSize(key, end);
        return size == 0 ? 0 : PlainMsgpack.skip(key + size, end);
    }

    private long find(int field, int row, long value, long end) {
        // A key that comes twice has no one value.
        if (found[field] || (PlainMsgpack.isNil(value) && !nullable[field])) {
            return 0;
        }
        found[field] = true;
        values[start(field) + row] = PlainMsgpack.isNil(value) ? 0 : value;
        return PlainMsgpack.skip(value, end);
    }
}
