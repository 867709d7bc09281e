package io.aeroarrow.embedded.internal.udf.lua;

import io.aeroarrow.embedded.internal.udf.UdfEngine;
import io.aeroarrow.embedded.internal.udf.UdfGeoJson;
import io.aeroarrow.embedded.internal.udf.UdfRecord;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The functions of iterators, streams, GeoJSON, modules, and of the server itself. */
final class LuaTypes {
    private static final Logger LOG = LoggerFactory.getLogger("io.aeroarrow.embedded.udf");
    private static final String PATH = "/opt/aerospike/usr/udf/lua/";
    private static final int WARN = 1;
    private static final int INFO = 2;
    private static final int DEBUG = 3;

    private LuaTypes() {}

    /** The object that functions call the server by. */
    static final class Server {}

    static void register(LuaTables tables, UdfEngine.Sources sources) {
        LuaListFunctions.register(tables);
        LuaMapFunctions.register(tables);
        LuaBytesFunctions.register(tables);
        LuaRecordFunctions.register(tables);
        server(tables);
        streams(tables);
        tables.object("geojson").function("tostring", LuaTypes::geoText).callable(LuaTypes::geoJson);
        tables.type("GeoJSON").function("__tostring", LuaTypes::geoText).end();
        tables.global("__find_module", call -> find(call, sources));
        tables.global("__expired", call -> call.push(call.state().isExpired()));
    }

    private static void server(LuaTables tables) {
        tables.object("Aerospike")
                .function("create", call -> change(call, UdfRecord::create))
                .function("update", call -> change(call, UdfRecord::update))
                .function("remove", call -> change(call, UdfRecord::remove))
                .function("exists", LuaTypes::exists)
                .function("log", LuaTypes::log)
                .function("get_current_time", LuaTypes::time)
                .function("set_context", call -> call.push(0L))
                .function("get_config", call -> call.push(0L))
                .end();
        tables.type("Aerospike").indexedBy("Aerospike").end();
    }

    private static void streams(LuaTables tables) {
        tables.object("iterator")
                .function("has_next", LuaTypes::hasNext)
                .function("next", LuaTypes::nextOrNil)
                .callable(LuaTypes::nextOrNil);
        tables.type("Iterator").indexedBy("iterator").end();
        tables.object("stream")
                .function("read", LuaTypes::read)
                .function("write", LuaTypes::write)
                .function("readable", call -> call.push(true))
                .function("writable", call -> call.push(true))
                .end();
        tables.type("Stream").end();
    }

    /** Calls an iterator from a {@code for} loop. */
    static int next(LuaCall call) {
        LuaIterator iterator = call.loose(1, LuaIterator.class, "Iterator");
        return iterator != null && iterator.rest().hasNext()
                ? call.push(iterator.rest().next())
                : 0;
    }

    private static int hasNext(LuaCall call) {
        return call.push(call.object(1, LuaIterator.class, "Iterator").rest().hasNext());
    }

    private static int nextOrNil(LuaCall call) {
        LuaIterator iterator = call.object(1, LuaIterator.class, "Iterator");
        return call.push(iterator.rest().hasNext() ? iterator.rest().next() : null);
    }

    private static int change(LuaCall call, ToIntFunction<UdfRecord> change) {
        call.object(1, Server.class, "Aerospike");
        UdfRecord record = call.loose(2, UdfRecord.class, "Record");
        return call.push(record == null ? -1L : (long) change.applyAsInt(record));
    }

    private static int exists(LuaCall call) {
        call.object(1, Server.class, "Aerospike");
        UdfRecord record = call.loose(2, UdfRecord.class, "Record");
        return call.push(record != null && record.exists());
    }

    private static int time(LuaCall call) {
        call.object(1, Server.class, "Aerospike");
        return call.push(System.currentTimeMillis());
    }

    private static int log(LuaCall call) {
        call.object(1, Server.class, "Aerospike");
        String text = call.text(3);
        switch ((int) call.integer(2, 0)) {
            case WARN -> LOG.warn("{}", text);
            case INFO -> LOG.info("{}", text);
            case DEBUG -> LOG.debug("{}", text);
            default -> LOG.trace("{}", text);
        }
        return 0;
    }

    private static int read(LuaCall call) {
        LuaStream stream = call.loose(1, LuaStream.class, "Stream");
        return call.push(stream == null ? null : stream.records().get());
    }

    private static int write(LuaCall call) {
        LuaStream stream = call.loose(1, LuaStream.class, "Stream");
        Object value = call.value(2);
        if (stream != null && value != null && value != LuaState.UNSUPPORTED) {
            stream.results().accept(value);
        }
        return call.push(0L);
    }

    private static int geoJson(LuaCall call) {
        String json = call.count() == 2 ? call.text(2) : null;
        return json == null ? 0 : call.push(new UdfGeoJson(json));
    }

    private static int geoText(LuaCall call) {
        return call.count() == 1
                ? call.push(call.object(1, UdfGeoJson.class, "GeoJSON").json())
                : call.push(0L);
    }

    /** Finds a registered module for {@code require}. */
    private static int find(LuaCall call, UdfEngine.Sources sources) {
        String module = String.valueOf(call.text(1));
        String path = PATH + module + ".lua";
        byte[] source =
                sources.source(new String(module.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        if (source == null) {
            return call.push("no file '" + path + "'");
        }
        if (call.state().load(call.thread(), source, "@" + path) != 0) {
            Object problem = call.value(-1);
            throw new LuaFailure("error loading module '" + module + "' from file '" + path + "':\n\t" + problem);
        }
        call.push(path);
        return 2;
    }
}
