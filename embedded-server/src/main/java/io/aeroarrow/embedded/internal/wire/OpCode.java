package io.aeroarrow.embedded.internal.wire;

/** Operation codes of a message's ops. */
public final class OpCode {
    public static final int READ = 1;
    public static final int WRITE = 2;
    public static final int CDT_READ = 3;
    public static final int CDT_MODIFY = 4;
    public static final int INCREMENT = 5;
    public static final int EXP_READ = 7;
    public static final int EXP_MODIFY = 8;
    public static final int APPEND = 9;
    public static final int PREPEND = 10;
    public static final int TOUCH = 11;
    public static final int BITS_READ = 12;
    public static final int BITS_MODIFY = 13;
    public static final int DELETE_ALL = 14;
    public static final int HLL_READ = 15;
    public static final int HLL_MODIFY = 16;

    private OpCode() {}

    /** Whether the op reads. It then needs the READ bit and is allowed without the WRITE bit. */
    public static boolean isRead(int code) {
        return code == READ || code == CDT_READ || code == EXP_READ || code == BITS_READ || code == HLL_READ;
    }

    /** Whether the code exists. */
    public static boolean isKnown(int code) {
        return code >= READ && code <= HLL_MODIFY && code != 6;
    }
}
