package io.aeroarrow.internal.request;

import io.aeroarrow.internal.value.Particle;

/**
 * Encodes expressions that count what a bin holds. They have no value where the bin is absent. Where the bin has another
 * type, the value is the negative number of that type.
 */
final class CountEncoder extends BinExpressionEncoder {

    private static final int SUBTRACT = 21;

    private static final int TYPE_LIST = 4;
    private static final int TYPE_HLL = 9;
    private static final int MODULE_HLL = 2;
    private static final int LIST_SIZE = 16;
    private static final int MAP_SIZE = 96;
    private static final int HLL_COUNT = 50;

    private CountEncoder(String bin) {
        super(bin);
    }

    /** Encodes the number of elements of a list, or of pairs of a map. */
    static byte[] elements(String bin) {
        CountEncoder encoder = new CountEncoder(bin);
        encoder.call(COND, 7);
        encoder.countIf(Particle.LIST, MODULE_COLLECTIONS, LIST_SIZE, TYPE_LIST);
        encoder.countIf(Particle.MAP, MODULE_COLLECTIONS, MAP_SIZE, TYPE_MAP);
        encoder.writeOthers();
        return encoder.out.bytes();
    }

    /** Encodes the estimated number of different values in a HyperLogLog. */
    static byte[] hllCount(String bin) {
        CountEncoder encoder = new CountEncoder(bin);
        encoder.call(COND, 5);
        encoder.countIf(Particle.HLL, MODULE_HLL, HLL_COUNT, TYPE_HLL);
        encoder.writeOthers();
        return encoder.out.bytes();
    }

    private void countIf(int particle, int module, int operation, int type) {
        binTypeIs(particle);
        call(CALL, 4);
        out.integer(TYPE_INTEGER);
        out.integer(module);
        out.array(1);
        out.integer(operation);
        call(BIN, 2);
        out.integer(type);
        out.plain(bin);
    }

    private void writeOthers() {
        binTypeIs(Particle.NULL);
        call(UNKNOWN, 0);
        call(SUBTRACT, 1);
        binType();
    }
}
