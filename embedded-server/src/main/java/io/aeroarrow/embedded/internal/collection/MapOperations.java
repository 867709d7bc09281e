package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import org.jspecify.annotations.Nullable;

/** The operations on maps by their codes. */
final class MapOperations {
    private static final int SET_TYPE = 64;
    private static final int ADD = 65;
    private static final int ADD_ITEMS = 66;
    private static final int PUT = 67;
    private static final int PUT_ITEMS = 68;
    private static final int REPLACE = 69;
    private static final int REPLACE_ITEMS = 70;
    private static final int INCREMENT = 73;
    private static final int DECREMENT = 74;
    private static final int CLEAR = 75;
    private static final int SIZE = 96;
    private static final int FLAG_MASK = 0x13;
    private static final int ORDER_MASK = 0x03;

    private MapOperations() {}

    static @Nullable BinValue read(int code, CallParameters parameters, MapContents map) {
        return code == SIZE
                ? BinValue.of((long) map.size())
                : MapSelectorCall.ofRead(code, parameters, new MapSelector(map)).result();
    }

    /**
     * Modifies a map.
     *
     * @param map null for an absent map
     */
    static Edit modify(int code, CallParameters parameters, @Nullable MapContents map) {
        return switch (code) {
            case SET_TYPE -> setType(parameters.require(1, 1).integer(), map);
            case ADD -> {
                ByteSlice key = parameters.require(2, 3).storable();
                ByteSlice value = parameters.storable();
                yield edits(map, parameters.integerOr(0)).put(key, value, MapWriteFlags.ADD);
            }
            case ADD_ITEMS -> {
                MapContents items = items(parameters.require(1, 2).storable());
                yield edits(map, parameters.integerOr(0)).putItems(items, MapWriteFlags.ADD);
            }
            case PUT -> {
                ByteSlice key = parameters.require(2, 4).storable();
                ByteSlice value = parameters.storable();
                MapEdits edits = edits(map, parameters.integerOr(0));
                yield edits.put(key, value, MapWriteFlags.of(parameters.integerOr(0)));
            }
            case PUT_ITEMS -> {
                MapContents items = items(parameters.require(1, 3).storable());
                MapEdits edits = edits(map, parameters.integerOr(0));
                yield edits.putItems(items, MapWriteFlags.of(parameters.integerOr(0)));
            }
            case REPLACE -> {
                ByteSlice key = parameters.require(2, 2).storable();
                yield edits(map, 0).put(key, parameters.storable(), MapWriteFlags.REPLACE);
            }
            case REPLACE_ITEMS -> {
                if (map == null) {
                    throw CollectionFailure.elementNotFound();
                }
                yield edits(map, 0).putItems(items(parameters.require(1, 1).storable()), MapWriteFlags.REPLACE);
            }
            case INCREMENT, DECREMENT -> {
                ByteSlice key = parameters.require(1, 3).element();
                ByteSlice amount = parameters.elementOrNull();
                yield edits(map, parameters.integerOr(0)).increment(key, Delta.of(amount, code == DECREMENT));
            }
            default -> remove(code, parameters, map);
        };
    }

    private static Edit remove(int code, CallParameters parameters, @Nullable MapContents map) {
        if (code != CLEAR && !MapSelectorCall.isRemoval(code)) {
            throw RequestFailure.parameter("operation " + code + " does not modify a map");
        }
        if (map == null) {
            return Edit.NOTHING;
        }
        if (code == CLEAR) {
            return Edit.of(MapContents.empty(map.flags()), null);
        }
        Selection selection = MapSelectorCall.ofRemoval(code, parameters, new MapSelector(map));
        return selection.indexes().length == 0
                ? Edit.unchanged(map, selection.result())
                : Edit.of(map.without(selection.indexes()), selection.result());
    }

    private static Edit setType(long flags, @Nullable MapContents map) {
        if ((flags & 0xff & ~FLAG_MASK) != 0) {
            throw CollectionFailure.notApplicable("map flags " + flags);
        }
        MapContents current = map == null ? MapContents.empty(0) : map;
        return Edit.of(new MapContents((int) flags & ORDER_MASK, current.entries()), null);
    }

    private static MapEdits edits(@Nullable MapContents map, long createFlags) {
        int flags = (createFlags & 0xff & ~FLAG_MASK) == 0 ? (int) createFlags & ORDER_MASK : 0;
        return new MapEdits(map == null ? MapContents.empty(flags) : map);
    }

    private static MapContents items(ByteSlice stored) {
        if (new MsgpackReader(stored).peek() != MsgpackKind.MAP) {
            throw RequestFailure.parameter("the items are not a map");
        }
        return MapContents.parse(stored);
    }
}
