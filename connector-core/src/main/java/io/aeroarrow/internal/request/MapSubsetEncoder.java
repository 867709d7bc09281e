package io.aeroarrow.internal.request;

import io.aeroarrow.internal.value.Particle;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Encodes an expression that reads some pairs of a map. The expression has no value where there is no map, because the bin
 * or a key of the path is absent. Where there is something else, its value is a map that no subset can equal: {0: type}.
 */
final class MapSubsetEncoder extends BinExpressionEncoder {

    private static final int VAR = 124;
    private static final int LET = 125;
    private static final int QUOTE = 126;

    private static final int MODIFIES = 0x40;
    private static final int PUT = 67;
    private static final int GET_BY_VALUE_INTERVAL = 105;
    private static final int GET_BY_KEY_LIST = 107;
    private static final int COUNT = 5;
    private static final int KEY_VALUE = 8;
    private static final int CONTEXT = 0xff;
    private static final int CONTEXT_MAP_KEY = 0x22;

    private static final byte[] EMPTY_MAP = {(byte) 0x80};
    private static final byte[] NO_BYTES = {};

    private final List<String> path;

    private MapSubsetEncoder(String bin, List<String> path) {
        super(bin);
        this.path = path;
    }

    /**
     * Encodes the expression.
     *
     * @param bin the bin of a map
     * @param path the keys that lead to the map to read; empty for the bin's own map
     * @param keys the keys of the pairs to read
     */
    static byte[] encode(String bin, List<String> path, List<String> keys) {
        MapSubsetEncoder encoder = new MapSubsetEncoder(bin, path);
        encoder.writeTypeTests(keys);
        return encoder.out.bytes();
    }

    private void writeTypeTests(List<String> keys) {
        call(COND, 5);
        binTypeIs(Particle.MAP);
        writeFrom(0, keys);
        binTypeIs(Particle.NULL);
        call(UNKNOWN, 0);
        writeMarker();
    }

    /** Writes the tests of the value that the path leads to in a map, and then of the values in that value. */
    private void writeFrom(int depth, List<String> keys) {
        if (depth == path.size()) {
            call(CALL, 4);
            out.integer(TYPE_MAP);
            out.integer(MODULE_COLLECTIONS);
            writeSubset(depth, keys);
            return;
        }
        String value = "v" + depth;
        call(LET, 3);
        out.plain(value);
        call(CALL, 4);
        out.integer(TYPE_MAP);
        out.integer(MODULE_COLLECTIONS);
        writeSubset(depth, List.of(path.get(depth)));
        call(COND, 5);
        // In the order of values, nil comes first, then bools; bytes follow maps.
        call(EQ, 2);
        countValues(value, true);
        out.integer(0);
        call(UNKNOWN, 0);
        call(EQ, 2);
        countValues(value, false);
        out.integer(0);
        writeMarker();
        writeFrom(depth + 1, keys);
    }

    /** Counts the values of a variable's map: those that are not nil, or the maps. */
    private void countValues(String variable, boolean notNil) {
        call(CALL, 4);
        out.integer(TYPE_INTEGER);
        out.integer(MODULE_COLLECTIONS);
        out.array(notNil ? 3 : 4);
        out.integer(GET_BY_VALUE_INTERVAL);
        out.integer(COUNT);
        if (notNil) {
            out.bool(false);
        } else {
            out.encoded(EMPTY_MAP);
            out.particle(Particle.BLOB, NO_BYTES);
        }
        call(VAR, 1);
        out.plain(variable);
    }

    /** Writes the arguments of a call that reads some pairs of the map at the first keys of the path. */
    private void writeSubset(int depth, List<String> keys) {
        if (depth > 0) {
            out.array(3);
            out.integer(CONTEXT);
            out.array(2 * depth);
            for (String key : path.subList(0, depth)) {
                out.integer(CONTEXT_MAP_KEY);
                text(key);
            }
        }
        out.array(3);
        out.integer(GET_BY_KEY_LIST);
        out.integer(KEY_VALUE);
        out.array(2);
        out.integer(QUOTE);
        out.array(keys.size());
        keys.forEach(this::text);
        call(BIN, 2);
        out.integer(TYPE_MAP);
        out.plain(bin);
    }

    /** Puts the type of the bin into an empty map. */
    private void writeMarker() {
        call(CALL, 4);
        out.integer(TYPE_MAP);
        out.integer(MODULE_COLLECTIONS | MODIFIES);
        out.array(4);
        out.integer(PUT);
        out.integer(0);
        binType();
        out.integer(0);
        out.encoded(EMPTY_MAP);
    }

    private void text(String value) {
        out.particle(Particle.STRING, value.getBytes(StandardCharsets.UTF_8));
    }
}
