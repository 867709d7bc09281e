package io.aeroarrow.embedded.internal.udf.lua;

import io.aeroarrow.embedded.internal.udf.UdfMap;
import io.aeroarrow.embedded.internal.udf.UdfRecord;
import io.aeroarrow.embedded.internal.udf.UdfValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The functions of maps. */
final class LuaMapFunctions {

    private LuaMapFunctions() {}

    static void register(LuaTables tables) {
        tables.object("map")
                .function("new", LuaMapFunctions::create)
                .function("create", LuaMapFunctions::create)
                .function("iterator", LuaMapFunctions::pairs)
                .function("pairs", LuaMapFunctions::pairs)
                .function("keys", call -> iterate(call, entries(call).keySet()))
                .function("values", call -> iterate(call, entries(call).values()))
                .function("remove", LuaMapFunctions::remove)
                .function("size", call -> call.push((long) entries(call).size()))
                .function("nbytes", call -> call.push((long) UdfValues.pack(map(call)).length))
                .function("tostring", LuaMapFunctions::tostring)
                .callable(LuaMapFunctions::ofTable);
        tables.type("Map")
                .function("__index", LuaMapFunctions::get)
                .function("__newindex", LuaMapFunctions::set)
                .function("__len", call -> call.push((long) entries(call).size()))
                .function("__tostring", LuaMapFunctions::tostring)
                .end();
    }

    private static UdfMap map(LuaCall call) {
        return call.object(1, UdfMap.class, "Map");
    }

    private static SortedMap<Object, @Nullable Object> entries(LuaCall call) {
        return map(call).entries();
    }

    private static int create(LuaCall call) {
        return call.count() == 1 && call.integer(1, 0) >= 1 ? call.push(new UdfMap()) : 0;
    }

    private static int ofTable(LuaCall call) {
        UdfMap map = new UdfMap();
        int count = call.count();
        if ((count == 2 || count == 3) && call.type(2) == LuaState.TABLE) {
            call.forEach(2, (key, value) -> {
                if (key != LuaState.UNSUPPORTED && value != LuaState.UNSUPPORTED) {
                    map.put(key, value);
                }
            });
        }
        return call.push(map);
    }

    private static int get(LuaCall call) {
        return call.push(map(call).get(call.value(2)));
    }

    private static int set(LuaCall call) {
        UdfMap map = map(call);
        Object key = call.value(2);
        Object value = call.value(3);
        if (key == LuaState.UNSUPPORTED || value instanceof UdfRecord) {
            return 0;
        }
        if (value == LuaState.UNSUPPORTED) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
        return 0;
    }

    private static int remove(LuaCall call) {
        map(call).remove(call.value(2));
        return 0;
    }

    private static int pairs(LuaCall call) {
        call.pushFunction(LuaMapFunctions::nextPair);
        call.push(new LuaIterator(copy(entries(call).entrySet())));
        return 2;
    }

    private static int iterate(LuaCall call, Collection<? extends @Nullable Object> elements) {
        call.pushFunction(LuaTypes::next);
        call.push(new LuaIterator(copy(elements)));
        return 2;
    }

    /** A function may change the map while it iterates. */
    private static Iterator<? extends @Nullable Object> copy(Collection<? extends @Nullable Object> elements) {
        return new ArrayList<@Nullable Object>(elements).iterator();
    }

    private static int nextPair(LuaCall call) {
        LuaIterator iterator = call.loose(1, LuaIterator.class, "Iterator");
        if (iterator == null || !iterator.rest().hasNext()) {
            return 0;
        }
        Map.Entry<?, ?> entry =
                (Map.Entry<?, ?>) Objects.requireNonNull(iterator.rest().next());
        call.push(entry.getKey());
        call.push(entry.getValue());
        return 2;
    }

    private static int tostring(LuaCall call) {
        return call.push(map(call).toString());
    }
}
