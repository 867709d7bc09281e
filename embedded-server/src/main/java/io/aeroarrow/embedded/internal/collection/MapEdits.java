package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.CanonicalContainers;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import java.util.ArrayList;
import java.util.List;

/** Operations that add and change entries of a map. */
final class MapEdits {
    private final MapContents map;

    MapEdits(MapContents map) {
        this.map = map;
    }

    Edit put(ByteSlice key, ByteSlice value, MapWriteFlags flags) {
        requireKey(key);
        int index = map.indexOf(key);
        boolean present = map.hasKeyAt(index, key);
        if (present ? !flags.mayOverwrite() : !flags.mayCreate()) {
            return refused(present, flags);
        }
        List<MapContents.Entry> entries = new ArrayList<>(map.entries());
        store(entries, index, present, new MapContents.Entry(key, value));
        return Edit.of(map.with(entries), BinValue.of((long) entries.size()));
    }

    Edit putItems(MapContents items, MapWriteFlags flags) {
        if (items.size() == 0) {
            return Edit.of(map, size());
        }
        if (map.size() == 0) {
            return putIntoEmpty(items, flags);
        }
        MapContents changed = map;
        for (MapContents.Entry item : items.entries()) {
            int index = map.indexOf(item.key());
            boolean present = map.hasKeyAt(index, item.key());
            boolean allowed = present ? flags.mayOverwrite() : flags.mayCreate();
            if (!allowed && !(flags.noFail() && flags.partial())) {
                return refused(present, flags);
            }
            if (allowed) {
                List<MapContents.Entry> entries = new ArrayList<>(changed.entries());
                store(entries, changed.indexOf(item.key()), present, item);
                changed = changed.with(entries);
            }
        }
        return Edit.of(changed, BinValue.of((long) changed.size()));
    }

    /** A real server writes all items of a partial update to an empty map. */
    private Edit putIntoEmpty(MapContents items, MapWriteFlags flags) {
        if (!flags.mayCreate() && !(flags.noFail() && flags.partial())) {
            return refused(false, flags);
        }
        return Edit.of(map.with(items.entries()), BinValue.of((long) items.size()));
    }

    Edit increment(ByteSlice key, Delta delta) {
        int index = map.indexOf(key);
        boolean present = map.hasKeyAt(index, key);
        BinValue sum = delta.addTo(present ? map.entries().get(index).value() : null);
        Edit edit = put(key, sum.toElement(), MapWriteFlags.ANY);
        return new Edit(edit.written(), sum, edit.ifAbsent());
    }

    private static void store(List<MapContents.Entry> entries, int index, boolean present, MapContents.Entry entry) {
        if (present) {
            entries.set(index, entry);
        } else {
            entries.add(index, entry);
        }
    }

    private Edit refused(boolean present, MapWriteFlags flags) {
        if (flags.noFail()) {
            return Edit.unchanged(map, size());
        }
        throw present ? CollectionFailure.elementExists() : CollectionFailure.elementNotFound();
    }

    private static void requireKey(ByteSlice key) {
        if (!CanonicalContainers.isKey(key)) {
            throw RequestFailure.parameter("the element cannot be a key");
        }
    }

    private BinValue size() {
        return BinValue.of((long) map.size());
    }
}
