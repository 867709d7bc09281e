package io.aeroarrow.internal.arrow.decode.nested;

import io.aeroarrow.internal.arrow.decode.column.NameBytes;
import io.aeroarrow.internal.value.PlainMsgpack;
import java.util.Arrays;

/** Finds the values of a struct's fields in the maps of up to a fixed number of rows, and holds their addresses. */
final class FieldValueAddresses {

    private final NameBytes[] names;
    private final boolean[] nullable;
    private final int rows;
    /** By field and row, the address of a value that lies completely before the end of its map; 0 for null. */
    private final long[] values;

    /** By field, whether the current map has a value for it. */
    private final boolean[] found;

    /**
     * @param nullable by field
     * @param rows the maximum number of rows at a time
     */
    FieldValueAddresses(NameBytes[] names, boolean[] nullable, int rows) {
        this.names = names;
        this.nullable = nullable;
        this.rows = rows;
        values = new long[names.length * rows];
        found = new boolean[names.length];
    }

    /** The addresses of values; 0 for null. The addresses of a field start at index {@link #start}. */
    long[] values() {
        return values;
    }

    /** The index of a field's first address in {@link #values}. */
    int start(int field) {
        return field * rows;
    }

    /** Sets all fields of a row to null. */
    void setNull(int row) {
        for (int i = 0, index = row; i < names.length; i++, index += rows) {
            values[index] = 0;
        }
    }

    /**
     * Finds the values of the fields in the map of a row.
     *
     * @param at the address of the map, before {@code end}
     * @param end the limit: no byte is read from this address on
     * @return the address after the map; 0 if the map has an uncommon form or does not fit the fields, and needs a
     *     cursor
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
        long next = pairs == names.length ? findInOrder(row, first, end) : 0;
        return next == 0 ? findInAnyOrder(row, first, pairs, end) : next;
    }

    /**
     * Finds the values of a map that has exactly the fields, in their order. Most maps are sorted by key and have this
     * form.
     */
    private long findInOrder(int row, long at, long end) {
        long next = at;
        for (int i = 0, index = row; i < names.length; i++, index += rows) {
            if (!names[i].isKey(next, end)) {
                return 0;
            }
            long value = next + names[i].keySize();
            next = PlainMsgpack.skip(value, end);
            boolean nil = PlainMsgpack.isNil(value);
            if (next == 0 || (nil && !nullable[i])) {
                return 0;
            }
            values[index] = nil ? 0 : value;
        }
        return next;
    }

    private long findInAnyOrder(int row, long at, int pairs, long end) {
        Arrays.fill(found, false);
        setNull(row);
        long next = at;
        for (int i = 0; i < pairs && next != 0; i++) {
            int field = field(next, end);
            next = field < 0 ? skipUnknown(next, end) : put(field, row, next + names[field].keySize(), end);
        }
        for (int i = 0; i < names.length; i++) {
            if (!found[i] && !nullable[i]) {
                return 0;
            }
        }
        return next;
    }

    /** The field whose name is the key at an address, or -1. */
    private int field(long key, long end) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].isKey(key, end)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Returns the address after an unknown key and its value; 0 if they have an uncommon form. A key in an uncommon
     * form may still be the name of a field.
     */
    private static long skipUnknown(long key, long end) {
        int size = PlainMsgpack.fixTextSize(key, end);
        return size == 0 ? 0 : PlainMsgpack.skip(key + size, end);
    }

    /** Notes the value of a field; returns the address after the value, or 0 if the value needs a cursor. */
    private long put(int field, int row, long value, long end) {
        // A duplicate key is ambiguous.
        if (found[field] || (PlainMsgpack.isNil(value) && !nullable[field])) {
            return 0;
        }
        found[field] = true;
        values[start(field) + row] = PlainMsgpack.isNil(value) ? 0 : value;
        return PlainMsgpack.skip(value, end);
    }
}
