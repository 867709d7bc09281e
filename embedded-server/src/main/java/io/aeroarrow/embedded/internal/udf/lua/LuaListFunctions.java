package io.aeroarrow.embedded.internal.udf.lua;

import io.aeroarrow.embedded.internal.udf.UdfList;
import io.aeroarrow.embedded.internal.udf.UdfRecord;
import io.aeroarrow.embedded.internal.udf.UdfValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of lists. Positions start at 1. */
final class LuaListFunctions {
    private static final long DEFAULT_STEP = 10;

    private LuaListFunctions() {}

    static void register(LuaTables tables) {
        tables.object("list")
                .function("new", LuaListFunctions::create)
                .function("create", LuaListFunctions::create)
                .function("insert", LuaListFunctions::insert)
                .function("append", call -> add(call, items(call).size()))
                .function("prepend", call -> add(call, 0))
                .function("remove", LuaListFunctions::remove)
                .function("concat", LuaListFunctions::concat)
                .function("trim", LuaListFunctions::trim)
                .function("take", LuaListFunctions::take)
                .function("drop", LuaListFunctions::drop)
                .function("size", call -> call.push((long) items(call).size()))
                .function("nbytes", call -> call.push((long) UdfValues.pack(list(call, 1)).length))
                .function("iterator", LuaListFunctions::iterator)
                .function("tostring", LuaListFunctions::tostring)
                .callable(LuaListFunctions::ofTable);
        tables.type("List")
                .function("__index", LuaListFunctions::get)
                .function("__newindex", LuaListFunctions::set)
                .function("__len", call -> call.push((long) items(call).size()))
                .function("__tostring", LuaListFunctions::tostring)
                .end();
    }

    private static UdfList list(LuaCall call, int index) {
        return call.object(index, UdfList.class, "List");
    }

    private static List<@Nullable Object> items(LuaCall call) {
        return list(call, 1).items();
    }

    private static boolean holds(@Nullable Object value) {
        return value != LuaState.UNSUPPORTED && !(value instanceof UdfRecord);
    }

    private static int create(LuaCall call) {
        int count = call.count();
        if (count < 1 || count > 2 || call.integer(1, -1) < 0 || call.integer(2, DEFAULT_STEP) < 0) {
            return 0;
        }
        return call.push(new UdfList());
    }

    /** Makes a list of a table's values with numbers as keys. */
    private static int ofTable(LuaCall call) {
        UdfList list = new UdfList();
        if (call.count() == 2 && call.type(2) == LuaState.TABLE) {
            call.forEach(2, (key, value) -> {
                if (key instanceof Long || key instanceof Double) {
                    list.items().add(value == LuaState.UNSUPPORTED ? null : value);
                }
            });
        }
        return call.push(list);
    }

    private static int add(LuaCall call, int position) {
        List<@Nullable Object> items = items(call);
        Object value = call.value(2);
        if (holds(value)) {
            items.add(position, value);
        }
        return 0;
    }

    private static int insert(LuaCall call) {
        List<@Nullable Object> items = items(call);
        long position = call.integer(2, 0);
        Object value = call.value(3);
        if (position > 0 && holds(value)) {
            fill(items, position - 1);
            items.add((int) position - 1, value);
        }
        return 0;
    }

    private static int set(LuaCall call) {
        List<@Nullable Object> items = items(call);
        long position = call.integer(2, 0);
        Object value = call.value(3);
        if (position > 0 && holds(value)) {
            fill(items, position);
            items.set((int) position - 1, value);
        }
        return 0;
    }

    private static void fill(List<@Nullable Object> items, long size) {
        while (items.size() < size) {
            items.add(null);
        }
    }

    private static int get(LuaCall call) {
        List<@Nullable Object> items = items(call);
        long position = call.integer(2, 0);
        return call.push(position > 0 && position <= items.size() ? items.get((int) position - 1) : null);
    }

    private static int remove(LuaCall call) {
        List<@Nullable Object> items = items(call);
        long position = call.integer(2, 0);
        if (position > 0 && position <= items.size()) {
            items.remove((int) position - 1);
        }
        return 0;
    }

    private static int concat(LuaCall call) {
        items(call).addAll(new ArrayList<>(list(call, 2).items()));
        return 0;
    }

    private static int trim(LuaCall call) {
        List<@Nullable Object> items = items(call);
        long position = call.integer(2, 0);
        if (position > 0 && position <= items.size()) {
            items.subList((int) position - 1, items.size()).clear();
        }
        return 0;
    }

    private static int take(LuaCall call) {
        List<@Nullable Object> items = items(call);
        long count = call.integer(2, 0);
        return count > 0 ? part(call, items.subList(0, (int) Math.min(count, items.size()))) : call.push(null);
    }

    private static int drop(LuaCall call) {
        List<@Nullable Object> items = items(call);
        long count = call.integer(2, 0);
        int size = items.size();
        return count > 0 ? part(call, items.subList((int) Math.min(count, size), size)) : call.push(null);
    }

    private static int part(LuaCall call, List<@Nullable Object> part) {
        return call.push(new UdfList(new ArrayList<>(part)));
    }

    private static int iterator(LuaCall call) {
        List<@Nullable Object> items = items(call);
        call.pushFunction(LuaTypes::next);
        // A function may change the list while it iterates.
        call.push(new LuaIterator(new ArrayList<>(items).iterator()));
        return 2;
    }

    private static int tostring(LuaCall call) {
        return call.push(list(call, 1).toString());
    }
}
