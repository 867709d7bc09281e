package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.msgpack.CanonicalMsgpackWriter;
import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackOrder;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list or map on a path.
 *
 * @param flags the order flags; -1 for none
 * @param keys the keys of a map; null for a list
 */
record PathContainer(int flags, @Nullable List<ByteSlice> keys, List<ByteSlice> values) {
    private static final int ORDERED = 0x01;
    private static final int NO_FLAGS = -1;

    static boolean isContainer(ByteSlice element) {
        MsgpackKind kind = new MsgpackReader(element).peek();
        return kind == MsgpackKind.LIST || kind == MsgpackKind.MAP;
    }

    static PathContainer parse(ByteSlice encoded) {
        MsgpackReader in = new MsgpackReader(encoded);
        boolean map = in.peek() == MsgpackKind.MAP;
        int count = map ? in.mapHeader() : in.listHeader();
        int flags = NO_FLAGS;
        if (count > 0 && in.peek() == MsgpackKind.EXT && in.peekExt().isMetadata()) {
            flags = in.ext().type();
            count--;
            if (map) {
                in.skip();
            }
        }
        List<ByteSlice> keys = new ArrayList<>();
        List<ByteSlice> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (map) {
                keys.add(in.element());
            }
            values.add(in.element());
        }
        return new PathContainer(flags, map ? keys : null, values);
    }

    boolean isMap() {
        return keys != null;
    }

    int size() {
        return values.size();
    }

    /** Whether not even order flags are stored. */
    boolean isBare() {
        return values.isEmpty() && flags == NO_FLAGS;
    }

    boolean isOrderedList() {
        return keys == null && flags != NO_FLAGS && (flags & ORDERED) != 0;
    }

    @Nullable
    ByteSlice key(int index) {
        return keys == null ? null : keys.get(index);
    }

    /** The index of the value with a rank; of several equal values, the one that a real server takes. */
    int indexOfRank(int rank) {
        return isOrderedList()
                ? rank
                : QuickSelect.index(
                        rank,
                        size(),
                        (left, right) -> MsgpackOrder.COMPARATOR.compare(values.get(left), values.get(right)));
    }

    /** The same kind of container with some of the elements, without order flags. */
    PathContainer part(List<Integer> indexes, List<ByteSlice> chosen) {
        return new PathContainer(
                NO_FLAGS, keys == null ? null : indexes.stream().map(keys::get).toList(), chosen);
    }

    /** The container with changed values; null removes an element. */
    PathContainer with(List<@Nullable ByteSlice> changed) {
        List<ByteSlice> leftKeys = new ArrayList<>();
        List<ByteSlice> leftValues = new ArrayList<>();
        for (int i = 0; i < changed.size(); i++) {
            ByteSlice value = changed.get(i);
            if (value != null) {
                leftValues.add(value);
                if (keys != null) {
                    leftKeys.add(keys.get(i));
                }
            }
        }
        if (isOrderedList()) {
            leftValues.sort(MsgpackOrder.COMPARATOR);
        }
        return new PathContainer(flags, keys == null ? null : leftKeys, leftValues);
    }

    ByteSlice encode() {
        CanonicalMsgpackWriter out = new CanonicalMsgpackWriter();
        int count = size() + (flags == NO_FLAGS ? 0 : 1);
        if (keys == null) {
            out.listHeader(count);
        } else {
            out.mapHeader(count);
        }
        if (flags != NO_FLAGS) {
            out.metadata(flags);
            if (keys != null) {
                out.nil();
            }
        }
        for (int i = 0; i < size(); i++) {
            if (keys != null) {
                out.copy(keys.get(i));
            }
            out.copy(values.get(i));
        }
        return ByteSlice.of(out.toByteArray());
    }
}
