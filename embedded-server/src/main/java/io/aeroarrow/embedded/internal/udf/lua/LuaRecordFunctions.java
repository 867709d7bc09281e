package io.aeroarrow.embedded.internal.udf.lua;

import io.aeroarrow.embedded.internal.udf.UdfRecord;
import java.util.List;

/** The functions of records. */
final class LuaRecordFunctions {
    private static final int MAX_BIN_NAME = 15;

    private LuaRecordFunctions() {}

    static void register(LuaTables tables) {
        tables.object("record")
                .function("ttl", call -> call.push(record(call).ttl()))
                .function("last_update_time", call -> call.push(record(call).lastUpdateTime()))
                .function("gen", call -> call.push(record(call).generation()))
                .function("size", call -> call.push(record(call).size()))
                .function("memory_size", call -> call.push(record(call).size()))
                .function("device_size", call -> call.push(deviceSize(call)))
                .function("key", call -> call.push(record(call).key()))
                .function("setname", call -> call.push(record(call).setName()))
                .function("digest", call -> call.push(record(call).digest()))
                .function("numbins", LuaRecordFunctions::binCount)
                .function("set_ttl", LuaRecordFunctions::setTtl)
                .function("drop_key", LuaRecordFunctions::dropKey)
                .function("bin_names", LuaRecordFunctions::binNames)
                .end();
        tables.type("Record")
                .function("__index", LuaRecordFunctions::get)
                .function("__newindex", LuaRecordFunctions::set)
                .end();
    }

    private static UdfRecord record(LuaCall call) {
        return call.object(1, UdfRecord.class, "Record");
    }

    /** All records are in memory. */
    private static long deviceSize(LuaCall call) {
        record(call);
        return 0;
    }

    private static int binCount(LuaCall call) {
        List<String> names = record(call).binNames();
        return call.push(names == null ? 0L : (long) names.size());
    }

    private static int binNames(LuaCall call) {
        List<String> names = record(call).binNames();
        if (names == null) {
            throw call.failure("can't get bin names");
        }
        return call.pushTable(names);
    }

    private static int setTtl(LuaCall call) {
        record(call).setTtl(call.integer(2, 0) & 0xffff_ffffL);
        return 0;
    }

    private static int dropKey(LuaCall call) {
        record(call).dropKey();
        return 0;
    }

    private static int get(LuaCall call) {
        UdfRecord record = record(call);
        String bin = call.text(2);
        return call.push(bin == null || bin.length() > MAX_BIN_NAME ? null : record.get(bin));
    }

    private static int set(LuaCall call) {
        UdfRecord record = record(call);
        String bin = call.text(2);
        if (bin == null) {
            return 0;
        }
        Object value = call.value(3);
        if (value == LuaState.UNSUPPORTED) {
            throw call.failure("can't set bin " + bin + " to unsupported type");
        }
        if (bin.length() <= MAX_BIN_NAME) {
            record.set(bin, value);
        }
        return 0;
    }
}
