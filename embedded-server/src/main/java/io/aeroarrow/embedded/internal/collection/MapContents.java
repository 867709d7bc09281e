package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.CanonicalMsgpackWriter;
import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackOrder;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.util.ArrayList;
import java.util.List;

/**
 * A map's order flags and its entries. A real server keeps the entries of unordered maps in the order of their keys, too, so an entry's
 * position is its index.
 */
record MapContents(int flags, List<Entry> entries) {
    private static final int ORDER_MASK = 0x03;

    /** A key and a value, in msgpack. */
    record Entry(ByteSlice key, ByteSlice value) {
        /** The order by value, and by key among equal values. */
        int compareRank(Entry other) {
            int order = MsgpackOrder.COMPARATOR.compare(value, other.value);
            return order == 0 ? MsgpackOrder.COMPARATOR.compare(key, other.key) : order;
        }
    }

    MapContents {
        entries = List.copyOf(entries);
    }

    static MapContents empty(int flags) {
        return new MapContents(flags & ORDER_MASK, List.of());
    }

    static MapContents parse(ByteSlice encoded) {
        MsgpackReader in = new MsgpackReader(encoded);
        int count = in.mapHeader();
        int flags = 0;
        if (count > 0 && in.peek() == MsgpackKind.EXT) {
            flags = in.ext().type();
            in.skip();
            count--;
        }
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ByteSlice key = in.element();
            entries.add(new Entry(key, in.element()));
        }
        return new MapContents(flags, entries);
    }

    boolean ordered() {
        return flags != 0;
    }

    int size() {
        return entries.size();
    }

    MapContents with(List<Entry> changed) {
        return new MapContents(flags, changed);
    }

    MapContents without(int[] indexes) {
        List<Entry> kept = new ArrayList<>(entries);
        for (int i = indexes.length - 1; i >= 0; i--) {
            kept.remove(indexes[i]);
        }
        return with(kept);
    }

    /** The number of keys that are less than the key: the key's index, or where it would be inserted. */
    int indexOf(ByteSlice key) {
        int index = 0;
        for (Entry entry : entries) {
            if (MsgpackOrder.COMPARATOR.compare(entry.key, key) < 0) {
                index++;
            }
        }
        return index;
    }

    /** Whether the key is at the index at which it would be inserted. */
    boolean hasKeyAt(int index, ByteSlice key) {
        return index < size() && MsgpackOrder.COMPARATOR.compare(entries.get(index).key, key) == 0;
    }

    /** The number of values that are less than the value. */
    int rankOf(ByteSlice value) {
        int rank = 0;
        for (Entry entry : entries) {
            if (MsgpackOrder.COMPARATOR.compare(entry.value, value) < 0) {
                rank++;
            }
        }
        return rank;
    }

    int rankAt(int index) {
        int rank = 0;
        for (Entry entry : entries) {
            if (entry.compareRank(entries.get(index)) < 0) {
                rank++;
            }
        }
        return rank;
    }

    /** The index of the first entry with the value, -1 for none. */
    int indexOfValue(ByteSlice value) {
        for (int i = 0; i < size(); i++) {
            if (MsgpackOrder.COMPARATOR.compare(entries.get(i).value, value) == 0) {
                return i;
            }
        }
        return -1;
    }

    ByteSlice encode() {
        CanonicalMsgpackWriter out = new CanonicalMsgpackWriter();
        out.mapHeader(size() + (flags == 0 ? 0 : 1));
        if (flags != 0) {
            out.metadata(flags);
            out.nil();
        }
        for (Entry entry : entries) {
            out.copy(entry.key);
            out.copy(entry.value);
        }
        return ByteSlice.of(out.toByteArray());
    }
}
