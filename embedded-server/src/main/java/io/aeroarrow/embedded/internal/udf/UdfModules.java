package io.aeroarrow.embedded.internal.udf;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The registered modules, shared by the nodes of a cluster, and calls of their functions. */
public final class UdfModules implements AutoCloseable {
    private static final String EXTENSION = ".lua";

    /** In the order of their first registration, as a real server lists them. */
    private final Map<String, String> contents = Collections.synchronizedMap(new LinkedHashMap<>());

    private final @Nullable UdfEngine engine;

    /**
     * @param starter creates the engine; returns null if functions cannot run
     */
    public UdfModules(Function<UdfEngine.Sources, @Nullable UdfEngine> starter) {
        this.engine = starter.apply(this::moduleSource);
    }

    /** Compiles a module; null if it is correct, or if there is no engine to tell. */
    public UdfEngine.@Nullable CompileError check(String filename, byte[] source) {
        return engine == null ? null : engine.check(filename, source);
    }

    /** Registers or replaces a module. */
    public void put(String filename, String base64) {
        contents.put(filename, base64);
        changed();
    }

    /** Removes a module, if it is registered. */
    public void remove(String filename) {
        contents.remove(filename);
        changed();
    }

    /** The source of a file, in base 64; null if it is not registered. */
    public @Nullable String content(String filename) {
        return contents.get(filename);
    }

    /** The names of the registered files, with the hashes that a real server computes. */
    public Map<String, String> hashes() {
        Map<String, String> hashes = new LinkedHashMap<>();
        synchronized (contents) {
            contents.forEach((name, base64) -> hashes.put(name, hash(name, base64)));
        }
        return hashes;
    }

    /** Calls a function with a record. */
    public UdfOutcome apply(UdfCall call, UdfRecord record, long deadlineNanos) {
        return engine == null ? UdfOutcome.noModule() : engine.apply(call, record, deadlineNanos);
    }

    /** Calls a function with a stream of records; see {@link UdfEngine#aggregate}. */
    public UdfOutcome aggregate(
            UdfCall call, Supplier<@Nullable UdfRecord> records, Consumer<@Nullable Object> results) {
        return engine == null ? UdfOutcome.noModule() : engine.aggregate(call, records, results);
    }

    private void changed() {
        if (engine != null) {
            engine.modulesChanged();
        }
    }

    private byte @Nullable [] moduleSource(String module) {
        String base64 = contents.get(module + EXTENSION);
        return base64 == null ? null : Base64.getDecoder().decode(base64);
    }

    private static String hash(String name, String base64) {
        String item = "{\"content64\": \"" + base64 + "\", \"type\": \"LUA\", \"name\": \"" + name + "\"}";
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(item.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
    }
}
