package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.CanonicalMsgpackWriter;
import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackOrder;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A list's order flag and its elements, each in msgpack. */
record ListContents(boolean ordered, List<ByteSlice> elements) {
    static final int ORDERED = 0x01;

    ListContents {
        elements = List.copyOf(elements);
    }

    static ListContents empty(boolean ordered) {
        return new ListContents(ordered, List.of());
    }

    static ListContents parse(ByteSlice encoded) {
        MsgpackReader in = new MsgpackReader(encoded);
        int count = in.listHeader();
        boolean ordered = false;
        if (count > 0 && in.peek() == MsgpackKind.EXT && in.peekExt().isMetadata()) {
            ordered = (in.ext().type() & ORDERED) != 0;
            count--;
        }
        return new ListContents(ordered, elements(in, count));
    }

    /** The elements of a parameter, in which a metadata element counts, as a real server reads it. */
    static List<ByteSlice> rawElements(ByteSlice encoded) {
        MsgpackReader in = new MsgpackReader(encoded);
        return elements(in, in.listHeader());
    }

    private static List<ByteSlice> elements(MsgpackReader in, int count) {
        List<ByteSlice> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(in.element());
        }
        return elements;
    }

    int size() {
        return elements.size();
    }

    ByteSlice get(int index) {
        return elements.get(index);
    }

    ListContents with(List<ByteSlice> changed) {
        return new ListContents(ordered, changed);
    }

    ListContents without(int[] indexes) {
        List<ByteSlice> kept = new ArrayList<>(elements);
        for (int i = indexes.length - 1; i >= 0; i--) {
            kept.remove(indexes[i]);
        }
        return with(kept);
    }

    /** The elements at these indexes as a list without an order. */
    ByteSlice pick(int[] indexes) {
        return new ListContents(
                        false, Arrays.stream(indexes).mapToObj(elements::get).toList())
                .encode();
    }

    /** The number of elements that are less than the value. In an ordered list, this is the value's index. */
    int rankOf(ByteSlice value) {
        int rank = 0;
        for (ByteSlice element : elements) {
            if (MsgpackOrder.COMPARATOR.compare(element, value) < 0) {
                rank++;
            }
        }
        return rank;
    }

    int countOf(ByteSlice value) {
        int count = 0;
        for (ByteSlice element : elements) {
            if (MsgpackOrder.COMPARATOR.compare(element, value) == 0) {
                count++;
            }
        }
        return count;
    }

    /** The first index of the value, -1 for none. */
    int indexOf(ByteSlice value) {
        for (int i = 0; i < elements.size(); i++) {
            if (MsgpackOrder.COMPARATOR.compare(elements.get(i), value) == 0) {
                return i;
            }
        }
        return -1;
    }

    ByteSlice encode() {
        CanonicalMsgpackWriter out = new CanonicalMsgpackWriter();
        out.listHeader(size() + (ordered ? 1 : 0));
        if (ordered) {
            out.metadata(ORDERED);
        }
        elements.forEach(out::copy);
        return ByteSlice.of(out.toByteArray());
    }
}
