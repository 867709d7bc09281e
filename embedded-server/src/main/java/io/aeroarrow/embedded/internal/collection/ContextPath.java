package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.CanonicalContainers;
import io.aeroarrow.embedded.internal.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackOrder;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a nested container, changes it, and writes it back into the containers around it. */
final class ContextPath {
    /** Limits lists that are padded with nil; a longer one exceeds the largest record. */
    private static final long MAX_PADDED = 8L << 20;

    private final List<ContextStep> steps;

    /** Changes the container at the end of a path. */
    @FunctionalInterface
    interface Edit {
        /** Takes the element, null if the path leads nowhere and is created; returns null to change and create nothing. */
        @Nullable
        ByteSlice apply(@Nullable ByteSlice element);
    }

    ContextPath(List<ContextStep> steps) {
        this.steps = steps;
    }

    /** Returns the element at the end of the path. */
    ByteSlice find(ByteSlice container) {
        ByteSlice element = container;
        for (ContextStep step : steps) {
            requireFits(step, element);
            int index = isList(element)
                    ? indexInList(step, ListContents.parse(element))
                    : indexInMap(step, MapContents.parse(element));
            if (index < 0) {
                throw CollectionFailure.notApplicable("the context leads to no element");
            }
            element = isList(element)
                    ? ListContents.parse(element).get(index)
                    : MapContents.parse(element).entries().get(index).value();
        }
        return element;
    }

    /** Returns the changed container, null if nothing is changed. */
    @Nullable
    ByteSlice change(@Nullable ByteSlice container, Edit edit) {
        if (container != null) {
            return change(container, 0, edit);
        }
        ContextStep first = steps.get(0);
        if (!first.isValid() || !first.creates()) {
            throw CollectionFailure.notApplicable("the bin is absent, and the context does not create it");
        }
        requireCreatable(0);
        ByteSlice element = edit.apply(null);
        return element == null ? null : created(0, element);
    }

    private @Nullable ByteSlice change(ByteSlice container, int depth, Edit edit) {
        if (depth == steps.size()) {
            return edit.apply(container);
        }
        ContextStep step = steps.get(depth);
        requireFits(step, container);
        return isList(container)
                ? changeList(ListContents.parse(container), depth, edit)
                : changeMap(MapContents.parse(container), depth, edit);
    }

    private @Nullable ByteSlice changeList(ListContents list, int depth, Edit edit) {
        ContextStep step = steps.get(depth);
        int index = indexInList(step, list);
        ByteSlice element;
        if (index >= 0) {
            element = change(list.get(index), depth + 1, edit);
        } else {
            index = newIndex(step, list);
            element = createdBelow(depth, edit);
        }
        if (element == null) {
            return null;
        }
        List<ByteSlice> elements = new ArrayList<>(list.elements());
        while (elements.size() < index) {
            elements.add(ListEdits.NIL);
        }
        if (list.ordered()) {
            // An element that stays between its neighbours is not moved.
            int rank = list.rankOf(element);
            if (index < list.size()) {
                elements.remove(index);
            }
            elements.add(rank > index ? rank - 1 : rank == index + 1 ? index : rank, element);
        } else if (index < elements.size()) {
            elements.set(index, element);
        } else {
            elements.add(element);
        }
        return list.with(elements).encode();
    }

    private @Nullable ByteSlice changeMap(MapContents map, int depth, Edit edit) {
        ContextStep step = steps.get(depth);
        int index = indexInMap(step, map);
        List<MapContents.Entry> entries = new ArrayList<>(map.entries());
        if (index >= 0) {
            ByteSlice element = change(entries.get(index).value(), depth + 1, edit);
            if (element == null) {
                return null;
            }
            entries.set(index, new MapContents.Entry(entries.get(index).key(), element));
            return map.with(entries).encode();
        }
        if (step.how() != ContextStep.BY_KEY || !step.creates()) {
            throw CollectionFailure.notApplicable("the context leads to no element");
        }
        ByteSlice element = createdBelow(depth, edit);
        if (element == null) {
            return null;
        }
        ByteSlice key = canonicalKey(step);
        entries.add(map.indexOf(key), new MapContents.Entry(key, element));
        return map.with(entries).encode();
    }

    /** Creates what the path needs behind this step. */
    private @Nullable ByteSlice createdBelow(int depth, Edit edit) {
        requireCreatable(depth + 1);
        ByteSlice element = edit.apply(null);
        return element == null ? null : created(depth + 1, element);
    }

    private void requireCreatable(int depth) {
        for (int i = depth; i < steps.size(); i++) {
            ContextStep step = steps.get(i);
            boolean valid = step.isMapKey() || (step.isListIndex() && isCreatable(step));
            if (!valid || (i > 0 && step.persistsIndex())) {
                throw CollectionFailure.notApplicable("a context that creates nothing");
            }
            if (step.isMapKey()) {
                canonicalKey(step);
            }
        }
    }

    private static boolean isCreatable(ContextStep step) {
        long index = step.index();
        if (step.padsList()) {
            // A real server has no defined answer to -1.
            return index >= 0 && index <= MAX_PADDED;
        }
        return index == -1 || index == 0 || (index > 0 && (step.createsOrderedList() || step.persistsIndex()));
    }

    private ByteSlice created(int depth, ByteSlice element) {
        ByteSlice inner = element;
        for (int i = steps.size() - 1; i >= depth; i--) {
            ContextStep step = steps.get(i);
            if (step.isMapKey()) {
                MapContents.Entry entry = new MapContents.Entry(canonicalKey(step), inner);
                inner = new MapContents(step.mapFlags(), List.of(entry)).encode();
            } else {
                List<ByteSlice> elements = new ArrayList<>();
                for (long pad = step.padsList() ? step.index() : 0; pad > 0; pad--) {
                    elements.add(ListEdits.NIL);
                }
                elements.add(inner);
                inner = new ListContents(step.createsOrderedList(), elements).encode();
            }
        }
        return inner;
    }

    private static void requireFits(ContextStep step, ByteSlice container) {
        MsgpackKind kind = new MsgpackReader(container).peek();
        boolean fits = step.isValid()
                && ((kind == MsgpackKind.LIST && !step.isOnMap()) || (kind == MsgpackKind.MAP && !step.isOnList()));
        if (!fits) {
            throw CollectionFailure.notApplicable("the context does not fit a " + kind);
        }
    }

    private static int newIndex(ContextStep step, ListContents list) {
        if (step.how() != ContextStep.BY_INDEX && !(step.how() == ContextStep.BY_RANK && list.ordered())) {
            throw CollectionFailure.notApplicable("the context leads to no element");
        }
        long index = step.index();
        boolean appends =
                step.creates() && ((list.size() == 0 && index == -1) || index == list.size() || list.ordered());
        if (appends) {
            return list.size();
        }
        if (step.padsList() && !step.persistsIndex() && index > list.size() && index <= MAX_PADDED) {
            return (int) index;
        }
        throw CollectionFailure.notApplicable("the context leads to no element");
    }

    private static int indexInList(ContextStep step, ListContents list) {
        switch (step.how()) {
            case ContextStep.BY_INDEX -> {
                return position(step.index(), list.size());
            }
            case ContextStep.BY_RANK -> {
                int rank = position(step.index(), list.size());
                return rank < 0 || list.ordered()
                        ? rank
                        : RankHeap.select(
                                rank,
                                1,
                                list.size(),
                                (left, right) -> MsgpackOrder.COMPARATOR.compare(list.get(left), list.get(right)))[0];
            }
            case ContextStep.BY_VALUE -> {
                return list.indexOf(step.value());
            }
            default -> throw CollectionFailure.notApplicable("a list has no keys");
        }
    }

    private static int indexInMap(ContextStep step, MapContents map) {
        switch (step.how()) {
            case ContextStep.BY_INDEX -> {
                return position(step.index(), map.size());
            }
            case ContextStep.BY_RANK -> {
                int rank = position(step.index(), map.size());
                return rank < 0
                        ? rank
                        : RankHeap.select(
                                rank,
                                1,
                                map.size(),
                                (left, right) -> map.entries()
                                        .get(left)
                                        .compareRank(map.entries().get(right)))[0];
            }
            case ContextStep.BY_KEY -> {
                ByteSlice key = canonicalKey(step);
                int index = map.indexOf(key);
                return map.hasKeyAt(index, key) ? index : -1;
            }
            default -> {
                return map.indexOfValue(step.value());
            }
        }
    }

    private static int position(long index, int size) {
        long position = index < 0 ? index + size : index;
        return position < 0 || position >= size ? -1 : (int) position;
    }

    private static ByteSlice canonicalKey(ContextStep step) {
        try {
            return CanonicalContainers.canonicalElement(step.value());
        } catch (MalformedMsgpack e) {
            throw CollectionFailure.notApplicable("the key of a context: " + e.getMessage());
        }
    }

    private static boolean isList(ByteSlice container) {
        return new MsgpackReader(container).peek() == MsgpackKind.LIST;
    }
}
