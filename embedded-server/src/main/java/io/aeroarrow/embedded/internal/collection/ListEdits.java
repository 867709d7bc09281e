package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.MsgpackOrder;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operations that add and change elements of a list. */
final class ListEdits {
    static final ByteSlice NIL = ByteSlice.of(new byte[] {(byte) 0xc0});

    private static final int DESCENDING = 1;
    private static final int DROP_DUPLICATES = 2;
    /** A longer list exceeds the largest record. */
    private static final long MAX_PADDED = 8L << 20;

    private final ListContents list;
    private final ListWriteFlags flags;

    ListEdits(ListContents list, ListWriteFlags flags) {
        this.list = list;
        this.flags = flags;
    }

    Edit append(ByteSlice value) {
        if (!list.ordered()) {
            return insert(list.size(), value);
        }
        if (flags.unique() && list.indexOf(value) >= 0) {
            return exists(size());
        }
        List<ByteSlice> elements = new ArrayList<>(list.elements());
        elements.add(list.rankOf(value), value);
        return written(elements, true);
    }

    Edit appendItems(List<ByteSlice> items) {
        if (items.isEmpty()) {
            return Edit.of(list, size());
        }
        return list.ordered() ? addOrdered(items) : insertItems(list.size(), items);
    }

    private Edit addOrdered(List<ByteSlice> items) {
        List<ByteSlice> sorted = new ArrayList<>(items);
        StableSort.sort(sorted, MsgpackOrder.COMPARATOR);
        if (flags.unique()) {
            int sent = sorted.size();
            dropRepeated(sorted);
            if (sorted.size() != sent && !flags.noFail()) {
                throw CollectionFailure.notApplicable("an element is repeated among the items");
            }
            if (sorted.size() != sent && !flags.partial()) {
                return Edit.unchanged(list, size());
            }
        }
        List<ByteSlice> elements = new ArrayList<>(list.elements());
        for (ByteSlice item : sorted) {
            boolean present = flags.unique() && list.indexOf(item) >= 0;
            if (present && !flags.partial()) {
                return exists(size());
            }
            if (!present) {
                // Equal items keep their order: they need not be the same bytes.
                int added = elements.size() - list.size();
                elements.add(list.rankOf(item) + added, item);
            }
        }
        return written(elements, true);
    }

    Edit insert(long index, ByteSlice value) {
        return insert(index, value, true);
    }

    private Edit insert(long index, ByteSlice value, boolean withSize) {
        int at = position(index);
        if (flags.bounded() && at > list.size()) {
            return outOfBounds(withSize ? size() : null);
        }
        if (flags.unique() && list.indexOf(value) >= 0) {
            return exists(withSize ? size() : null);
        }
        return written(inserted(at, List.of(value)), withSize);
    }

    Edit insertItems(long index, List<ByteSlice> items) {
        if (items.isEmpty()) {
            return Edit.of(list, size());
        }
        int at = position(index);
        if (flags.bounded() && at > list.size()) {
            return outOfBounds(size());
        }
        if (!flags.unique()) {
            return written(inserted(at, items), true);
        }
        List<ByteSlice> accepted = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            ByteSlice item = items.get(i);
            if (list.indexOf(item) >= 0) {
                if (!flags.partial()) {
                    return exists(size());
                }
            } else if (new ListContents(false, items.subList(0, i)).indexOf(item) >= 0) {
                if (!flags.noFail()) {
                    throw CollectionFailure.notApplicable("an element is repeated among the items");
                }
                if (!flags.partial()) {
                    return Edit.unchanged(list, size());
                }
            } else {
                accepted.add(item);
            }
        }
        return accepted.isEmpty() ? exists(size()) : written(inserted(at, accepted), true);
    }

    Edit set(long index, ByteSlice value) {
        if (list.ordered()) {
            throw CollectionFailure.notApplicable("SET on an ordered list");
        }
        return replace(index, value, null);
    }

    Edit increment(long index, @Nullable ByteSlice amount) {
        int at = position(index);
        BinValue sum = Delta.of(amount, false).addTo(at < list.size() ? list.get(at) : null);
        ByteSlice element = sum.toElement();
        return list.ordered() ? replaceOrdered(at, element, sum) : replace(at, element, sum);
    }

    private Edit replace(long index, ByteSlice value, @Nullable BinValue result) {
        if (index >= list.size()) {
            Edit added = insert(index, value, false);
            return new Edit(added.written(), result, added.ifAbsent());
        }
        int at = position(index);
        if (flags.unique()) {
            int first = list.indexOf(value);
            if (first >= 0 && (first != at || list.countOf(value) > 1)) {
                return exists(result);
            }
        }
        List<ByteSlice> elements = new ArrayList<>(list.elements());
        elements.set(at, value);
        return Edit.of(list.with(elements), result);
    }

    private Edit replaceOrdered(int index, ByteSlice value, BinValue result) {
        int rank = list.rankOf(value);
        if (index > list.size()) {
            throw CollectionFailure.notApplicable("index " + index + " of an ordered list of " + list.size());
        }
        if (flags.unique() && list.indexOf(value) >= 0) {
            return rank == index ? Edit.unchanged(list, result) : exists(result);
        }
        List<ByteSlice> elements = new ArrayList<>(list.elements());
        boolean replaced = index < list.size();
        if (replaced) {
            elements.remove(index);
        }
        elements.add(replaced && rank > index ? rank - 1 : rank, value);
        return Edit.of(list.with(elements), result);
    }

    Edit sort(int sortFlags) {
        if (list.size() <= 1) {
            return Edit.unchanged(list, null);
        }
        Comparator<ByteSlice> order = MsgpackOrder.COMPARATOR;
        boolean descending = (sortFlags & DESCENDING) != 0 && !list.ordered();
        List<ByteSlice> elements = new ArrayList<>(list.elements());
        if (!list.ordered()) {
            StableSort.sort(elements, descending ? order.reversed() : order);
        }
        if ((sortFlags & DROP_DUPLICATES) != 0) {
            if (descending && order.compare(elements.get(0), elements.get(elements.size() - 1)) != 0) {
                // A real server fails when it looks for duplicates in descending elements.
                throw RequestFailure.parameter("duplicates cannot be dropped in descending order");
            }
            dropRepeated(elements);
        }
        return Edit.of(list.with(elements), null);
    }

    private static void dropRepeated(List<ByteSlice> sorted) {
        for (int i = sorted.size() - 1; i > 0; i--) {
            if (MsgpackOrder.COMPARATOR.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
                sorted.remove(i);
            }
        }
    }

    private List<ByteSlice> inserted(int at, List<ByteSlice> items) {
        List<ByteSlice> elements = new ArrayList<>(list.elements());
        while (elements.size() < at) {
            elements.add(NIL);
        }
        elements.addAll(at, items);
        return elements;
    }

    private int position(long index) {
        long at = index < 0 ? index + list.size() : index;
        if (index > Integer.MAX_VALUE || at < 0) {
            throw CollectionFailure.notApplicable("index " + index + " of a list of " + list.size());
        }
        if (at > list.size() + MAX_PADDED) {
            throw new RequestFailure(ServerResultCode.RECORD_TOO_BIG, "a list padded up to index " + at);
        }
        return (int) at;
    }

    private Edit outOfBounds(@Nullable BinValue result) {
        if (!flags.noFail()) {
            throw CollectionFailure.notApplicable("an index behind the end of the list");
        }
        return Edit.unchanged(list, result);
    }

    private Edit exists(@Nullable BinValue result) {
        if (!flags.noFail()) {
            throw CollectionFailure.elementExists();
        }
        return Edit.unchanged(list, result);
    }

    private Edit written(List<ByteSlice> elements, boolean withSize) {
        return Edit.of(list.with(elements), withSize ? BinValue.of((long) elements.size()) : null);
    }

    private BinValue size() {
        return BinValue.of((long) list.size());
    }
}
