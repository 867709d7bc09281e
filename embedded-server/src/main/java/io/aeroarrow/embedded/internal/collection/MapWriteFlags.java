package io.aeroarrow.embedded.internal.collection;

/** What a write of map entries may do. */
record MapWriteFlags(boolean mayOverwrite, boolean mayCreate, boolean noFail, boolean partial) {
    static final MapWriteFlags ADD = new MapWriteFlags(false, true, false, false);
    static final MapWriteFlags REPLACE = new MapWriteFlags(true, false, false, false);
    static final MapWriteFlags ANY = new MapWriteFlags(true, true, false, false);

    private static final int CREATE_ONLY = 1;
    private static final int UPDATE_ONLY = 2;
    private static final int NO_FAIL = 4;
    private static final int PARTIAL = 8;

    static MapWriteFlags of(long bits) {
        return new MapWriteFlags(
                (bits & CREATE_ONLY) == 0, (bits & UPDATE_ONLY) == 0, (bits & NO_FAIL) != 0, (bits & PARTIAL) != 0);
    }
}
