package io.aeroarrow.embedded.internal.bits;

import org.jspecify.annotations.Nullable;

/** The operations on bits: their codes, parameters and allowed flags. */
enum BitOperation {
    RESIZE(0, 1, "BFS", 0x7),
    INSERT(1, 2, "YDF", 0x7),
    REMOVE(2, 2, "YZF", 0xe),
    SET(3, 3, "OLDF", 0xe),
    OR(4, 3, "OLDF", 0xe),
    XOR(5, 3, "OLDF", 0xe),
    AND(6, 3, "OLDF", 0xe),
    NOT(7, 2, "OLF", 0xe),
    LEFT_SHIFT(8, 3, "OLNF", 0xe),
    RIGHT_SHIFT(9, 3, "OLNF", 0xe),
    ADD(10, 3, "OIVFA", 0x6),
    SUBTRACT(11, 3, "OIVFA", 0x6),
    SET_INT(12, 3, "OIVF", 0x6),
    GET(50, 2, "OL", 0),
    COUNT(51, 2, "OL", 0),
    LEFT_SCAN(52, 3, "OLX", 0),
    RIGHT_SCAN(53, 3, "OLX", 0),
    GET_INT(54, 2, "OIG", 0);

    private static final int FIRST_READ = 50;

    private final int code;
    private final int required;
    private final String parameters;
    private final int allowedFlags;

    /**
     * @param parameters a letter each: B size in bytes, Z the same but not 0, Y offset in bytes, O offset in bits, L size in bits, I size of
     *     an integer in bits, D bytes, V integer, N number of bits, X boolean, F flags, S flags of a resize, A of arithmetic, G of a read
     */
    BitOperation(int code, int required, String parameters, int allowedFlags) {
        this.code = code;
        this.required = required;
        this.parameters = parameters;
        this.allowedFlags = allowedFlags;
    }

    static @Nullable BitOperation of(long code) {
        for (BitOperation operation : values()) {
            if (operation.code == code) {
                return operation;
            }
        }
        return null;
    }

    boolean isRead() {
        return code >= FIRST_READ;
    }

    /** Whether the operation may create the bin. */
    boolean creates() {
        return this == RESIZE || this == INSERT;
    }

    int required() {
        return required;
    }

    String parameters() {
        return parameters;
    }

    int allowedFlags() {
        return allowedFlags;
    }
}
