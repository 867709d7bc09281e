package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackOrder;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations on lists by their codes. */
final class ListOperations {
    private static final int SET_TYPE = 0;
    private static final int APPEND = 1;
    private static final int APPEND_ITEMS = 2;
    private static final int INSERT = 3;
    private static final int INSERT_ITEMS = 4;
    private static final int POP = 5;
    private static final int POP_RANGE = 6;
    private static final int REMOVE = 7;
    private static final int REMOVE_RANGE = 8;
    private static final int SET = 9;
    private static final int TRIM = 10;
    private static final int CLEAR = 11;
    private static final int INCREMENT = 12;
    private static final int SORT = 13;
    private static final int SIZE = 16;
    private static final int GET = 17;
    private static final int GET_RANGE = 18;
    private static final int FIRST_GET_BY = 19;
    private static final int LAST_GET_BY = 27;
    private static final int FIRST_REMOVE_BY = 32;
    private static final int LAST_REMOVE_BY = 40;
    private static final int FLAG_MASK = 0x11;

    private ListOperations() {}

    static @Nullable BinValue read(int code, CallParameters parameters, ListContents list) {
        ListSelector selector = new ListSelector(list);
        if (code >= FIRST_GET_BY && code <= LAST_GET_BY) {
            return selectBy(code - FIRST_GET_BY, parameters, selector).result();
        }
        return switch (code) {
            case SIZE -> BinValue.of((long) list.size());
            case GET ->
                selector.byIndex(parameters.require(1, 1).single(), new ResultSpec(ResultSpec.VALUE, false, false))
                        .result();
            case GET_RANGE ->
                selector.byIndex(parameters.require(1, 2).range(), new ResultSpec(ResultSpec.VALUE, false, true))
                        .result();
            default -> throw RequestFailure.parameter("operation " + code + " does not read a list");
        };
    }

    /**
     * Modifies a list.
     *
     * @param list null for an absent list
     * @param isNested whether the list is absent at the end of a context
     */
    static Edit modify(int code, CallParameters parameters, @Nullable ListContents list, boolean isNested) {
        if (code == SORT && list == null && !isNested) {
            throw CollectionFailure.wrongType("SORT of an absent bin");
        }
        if (code <= INSERT_ITEMS || code == SET || code == INCREMENT || code == SORT) {
            return write(code, parameters, list);
        }
        boolean removes = code <= CLEAR || (code >= FIRST_REMOVE_BY && code <= LAST_REMOVE_BY);
        if (!removes) {
            throw RequestFailure.parameter("operation " + code + " does not modify a list");
        }
        return list == null ? Edit.NOTHING : remove(code, parameters, list);
    }

    private static Edit write(int code, CallParameters parameters, @Nullable ListContents list) {
        return switch (code) {
            case SET_TYPE -> setType(parameters.require(1, 1).integer(), list);
            case APPEND -> {
                ByteSlice value = parameters.require(1, 3).storable();
                yield edits(list, parameters.integerOr(0), parameters.integerOr(0))
                        .append(value);
            }
            case APPEND_ITEMS -> {
                List<ByteSlice> items = items(parameters.require(1, 3).storable());
                yield edits(list, parameters.integerOr(0), parameters.integerOr(0))
                        .appendItems(items);
            }
            case INSERT -> {
                long index = parameters.require(2, 3).integer();
                ByteSlice value = parameters.storable();
                yield unordered(list, parameters).insert(index, value);
            }
            case INSERT_ITEMS -> {
                long index = parameters.require(2, 3).integer();
                List<ByteSlice> items = items(parameters.storable());
                yield unordered(list, parameters).insertItems(index, items);
            }
            case SET -> {
                long index = parameters.require(2, 3).integer();
                ByteSlice value = parameters.storable();
                yield unordered(list, parameters).set(index, value);
            }
            case INCREMENT -> {
                long index = parameters.require(1, 4).integer();
                ByteSlice amount = parameters.elementOrNull();
                ListEdits edits = edits(list, parameters.integerOr(0), parameters.integerOr(0));
                yield edits.increment(index, amount);
            }
            default -> edits(list, 0, 0).sort((int) parameters.require(0, 1).integerOr(0));
        };
    }

    private static Edit setType(long flags, @Nullable ListContents list) {
        if ((flags & 0xff & ~FLAG_MASK) != 0) {
            throw CollectionFailure.notApplicable("list flags " + flags);
        }
        boolean ordered = (flags & ListContents.ORDERED) != 0;
        ListContents current = list == null ? ListContents.empty(false) : list;
        if (!ordered || current.ordered()) {
            return Edit.of(new ListContents(ordered, current.elements()), null);
        }
        List<ByteSlice> elements = new ArrayList<>(current.elements());
        StableSort.sort(elements, MsgpackOrder.COMPARATOR);
        return Edit.of(new ListContents(true, elements), null);
    }

    private static ListEdits edits(@Nullable ListContents list, long createFlags, long writeFlags) {
        boolean ordered = (createFlags & ~FLAG_MASK) == 0 && (createFlags & ListContents.ORDERED) != 0;
        return new ListEdits(list == null ? ListContents.empty(ordered) : list, new ListWriteFlags(writeFlags));
    }

    private static ListEdits unordered(@Nullable ListContents list, CallParameters parameters) {
        long writeFlags = parameters.integerOr(0);
        if (list != null && list.ordered()) {
            throw CollectionFailure.notApplicable("the operation is not for ordered lists");
        }
        return edits(list, 0, writeFlags);
    }

    private static List<ByteSlice> items(ByteSlice stored) {
        if (new MsgpackReader(stored).peek() != MsgpackKind.LIST) {
            throw RequestFailure.parameter("the items are not a list");
        }
        return ListContents.parse(stored).elements();
    }

    private static Edit remove(int code, CallParameters parameters, ListContents list) {
        ListSelector selector = new ListSelector(list);
        if (code == CLEAR) {
            return Edit.of(ListContents.empty(list.ordered()), null);
        }
        Selection selection = switch (code) {
            case POP -> selector.byIndex(parameters.require(1, 1).single(), spec(ResultSpec.VALUE, false));
            case REMOVE -> selector.byIndex(parameters.require(1, 1).single(), spec(ResultSpec.COUNT, false));
            case POP_RANGE -> selector.byIndex(parameters.require(1, 2).range(), spec(ResultSpec.VALUE, true));
            case REMOVE_RANGE -> selector.byIndex(parameters.require(1, 2).range(), spec(ResultSpec.COUNT, true));
            case TRIM ->
                selector.byIndex(parameters.require(2, 2).range(), new ResultSpec(ResultSpec.COUNT, true, true));
            default -> selectBy(code - FIRST_REMOVE_BY, parameters, selector);
        };
        return selection.indexes().length == 0
                ? Edit.unchanged(list, selection.result())
                : Edit.of(list.without(selection.indexes()), selection.result());
    }

    private static ResultSpec spec(int type, boolean multi) {
        return new ResultSpec(type, false, multi);
    }

    /** The operations GET_BY_* and REMOVE_BY_*, which have the same order of codes. */
    private static Selection selectBy(int way, CallParameters parameters, ListSelector selector) {
        boolean ranged = way >= 5;
        parameters.require(way == 8 ? 3 : 2, way == 8 ? 4 : ranged ? 3 : 2);
        ResultSpec spec = parameters.result(way >= 3);
        return switch (way) {
            case 0 -> selector.byIndex(parameters.single(), spec);
            case 1, 3 -> selector.byValue(parameters.element(), spec);
            case 2 -> selector.byRank(parameters.single(), spec);
            case 4 -> selector.byItems(parameters.items(), spec);
            case 5 -> selector.byIndex(parameters.range(), spec);
            case 6 -> selector.byInterval(parameters.element(), parameters.elementOrNull(), spec);
            case 7 -> selector.byRank(parameters.range(), spec);
            default -> selector.byRelativeRank(parameters.element(), parameters.range(), spec);
        };
    }
}
