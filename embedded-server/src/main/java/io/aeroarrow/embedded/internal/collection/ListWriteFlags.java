package io.aeroarrow.embedded.internal.collection;

/** The flags of operations that write elements of a list. */
record ListWriteFlags(long bits) {
    static final ListWriteFlags NONE = new ListWriteFlags(0);

    private static final int ADD_UNIQUE = 1;
    private static final int INSERT_BOUNDED = 2;
    private static final int NO_FAIL = 4;
    private static final int PARTIAL = 8;

    boolean unique() {
        return (bits & ADD_UNIQUE) != 0;
    }

    boolean bounded() {
        return (bits & INSERT_BOUNDED) != 0;
    }

    boolean noFail() {
        return (bits & NO_FAIL) != 0;
    }

    /** Whether the elements that are allowed are written if others are not; only with no-fail. */
    boolean partial() {
        return noFail() && (bits & PARTIAL) != 0;
    }
}
