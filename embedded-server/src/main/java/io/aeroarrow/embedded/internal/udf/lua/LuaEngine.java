package io.aeroarrow.embedded.internal.udf.lua;

import io.aeroarrow.embedded.internal.udf.UdfCall;
import io.aeroarrow.embedded.internal.udf.UdfEngine;
import io.aeroarrow.embedded.internal.udf.UdfOutcome;
import io.aeroarrow.embedded.internal.udf.UdfRecord;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs functions in Lua states, which are kept for the next calls of their module. */
final class LuaEngine implements UdfEngine {
    private static final Logger LOG = LoggerFactory.getLogger(LuaEngine.class);
    private static final int MAX_IDLE = 16;
    private static final int SPARE_STACK = 20;
    private static final long CHECK_NANOS = 10_000_000_000L;
    /** A real server has no limit; this one keeps an endless loop from blocking its connections for ever. */
    private static final long AGGREGATION_NANOS = 60_000_000_000L;

    private static final String NO_TEXT = "result value type unexpected";

    private final Sources sources;
    private volatile ConcurrentMap<String, Deque<LuaState>> idle = new ConcurrentHashMap<>();

    LuaEngine(Sources sources) {
        this.sources = sources;
    }

    @Override
    public @Nullable CompileError check(String filename, byte[] source) {
        try (LuaState state = newState()) {
            state.deadline(System.nanoTime() + CHECK_NANOS);
            int status = state.load(state.main(), source, filename);
            if (status == 0) {
                status = state.natives().lua_pcall(state.main(), 0, 1, 0);
            }
            return status == 0 ? null : LuaCompileErrors.of(state.value(state.main(), -1));
        }
    }

    @Override
    public UdfOutcome apply(UdfCall call, UdfRecord record, long deadlineNanos) {
        return with(call.module(), deadlineNanos, state -> {
            long thread = state.main();
            state.natives().lua_getglobal(thread, latin1(call.function()));
            if (state.natives().lua_type(thread, -1) == LuaState.NIL) {
                return new UdfOutcome.Failure("function not found", 0);
            }
            state.natives().lua_checkstack(thread, call.arguments().size() + SPARE_STACK);
            state.push(thread, record);
            call.arguments().forEach(argument -> state.push(thread, argument));
            int status = state.natives().lua_pcall(thread, call.arguments().size() + 1, 1, 0);
            Object result = state.value(thread, -1);
            if (status == 0) {
                return new UdfOutcome.Success(result == LuaState.UNSUPPORTED ? null : result);
            }
            return new UdfOutcome.Failure(result instanceof String text ? text : NO_TEXT, 0);
        });
    }

    @Override
    public UdfOutcome aggregate(
            UdfCall call, Supplier<@Nullable UdfRecord> records, Consumer<@Nullable Object> results) {
        return with(call.module(), System.nanoTime() + AGGREGATION_NANOS, state -> {
            long thread = state.main();
            LuaStream stream = new LuaStream(records, results);
            state.natives().lua_checkstack(thread, call.arguments().size() + SPARE_STACK);
            state.natives().lua_getglobal(thread, LuaPrelude.AGGREGATE);
            state.natives().lua_getglobal(thread, latin1(call.function()));
            state.push(thread, stream);
            state.push(thread, stream);
            call.arguments().forEach(argument -> state.push(thread, argument));
            int status = state.natives().lua_pcall(thread, call.arguments().size() + 3, 0, 0);
            if (status == 0) {
                return new UdfOutcome.Success(null);
            }
            String text = "UDF: Execution Error " + status;
            return state.value(thread, -1) instanceof String message
                    ? new UdfOutcome.Failure(text + " : " + message, status)
                    : new UdfOutcome.Failure(text, status);
        });
    }

    /** What is done with a state. */
    private interface Use {
        UdfOutcome with(LuaState state);
    }

    private UdfOutcome with(String module, long deadlineNanos, Use use) {
        ConcurrentMap<String, Deque<LuaState>> pool = idle;
        Deque<LuaState> states = pool.computeIfAbsent(module, name -> new ConcurrentLinkedDeque<>());
        LuaState state = states.poll();
        if (state == null) {
            state = loaded(module, deadlineNanos);
        }
        if (state == null) {
            return UdfOutcome.noModule();
        }
        state.deadline(deadlineNanos);
        try {
            return use.with(state);
        } finally {
            state.natives().lua_settop(state.main(), 0);
            release(state, states, pool);
        }
    }

    private void release(LuaState state, Deque<LuaState> states, ConcurrentMap<String, Deque<LuaState>> pool) {
        if (pool == idle && state.isReusable() && states.size() < MAX_IDLE) {
            states.push(state);
            if (pool != idle) {
                drain(states);
            }
        } else {
            state.close();
        }
    }

    private @Nullable LuaState loaded(String module, long deadlineNanos) {
        if (sources.source(module) == null) {
            return null;
        }
        LuaState state = newState();
        state.deadline(deadlineNanos);
        long thread = state.main();
        state.natives().lua_getglobal(thread, "require");
        state.push(thread, latin1(module));
        if (state.natives().lua_pcall(thread, 1, 1, 0) != 0) {
            LOG.warn("module {} cannot be loaded: {}", module, state.value(thread, -1));
            state.close();
            return null;
        }
        state.natives().lua_settop(thread, 0);
        state.push(thread, new LuaTypes.Server());
        state.natives().lua_setglobal(thread, "aerospike");
        return state;
    }

    private LuaState newState() {
        LuaState state = new LuaState();
        state.deadline(System.nanoTime() + CHECK_NANOS);
        LuaTypes.register(new LuaTables(state), sources);
        LuaPrelude.run(state);
        return state;
    }

    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void modulesChanged() {
        ConcurrentMap<String, Deque<LuaState>> stale = idle;
        idle = new ConcurrentHashMap<>();
        stale.values().forEach(LuaEngine::drain);
    }

    private static void drain(Deque<LuaState> states) {
        for (LuaState state = states.poll(); state != null; state = states.poll()) {
            state.close();
        }
    }

    @Override
    public void close() {
        modulesChanged();
    }
}
