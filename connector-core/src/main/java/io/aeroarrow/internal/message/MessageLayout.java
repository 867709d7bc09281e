package io.aeroarrow.internal.message;

import io.aeroarrow.policy.ApReadMode;
import io.aeroarrow.policy.ScReadMode;

/** The layout of frames and of the messages in them: sizes, offsets and flag bits. */
public final class MessageLayout {

    /** Every frame starts with version, type and a 48-bit length. */
    public static final int FRAME_HEADER_SIZE = 8;

    static final int VERSION = 2;
    public static final int TYPE_INFO = 1;
    public static final int TYPE_ADMIN = 2;
    static final int TYPE_DATA = 3;
    static final int TYPE_COMPRESSED = 4;

    /** The largest frame that a server sends or accepts. */
    public static final long MAX_FRAME_BODY = 128L << 20;

    public static final int HEADER_SIZE = 22;
    static final int INFO1_OFFSET = 1;
    public static final int INFO3_OFFSET = 3;
    public static final int RESULT_OFFSET = 5;
    public static final int GENERATION_OFFSET = 6;
    public static final int VOID_TIME_OFFSET = 10;
    public static final int BATCH_INDEX_OFFSET = 14;
    public static final int FIELDS_OFFSET = 18;
    public static final int OPS_OFFSET = 20;

    public static final int INFO1_READ = 0x01;
    public static final int INFO1_GET_ALL = 0x02;
    public static final int INFO1_BATCH = 0x08;
    public static final int INFO1_NO_BIN_DATA = 0x20;
    static final int INFO1_READ_ALL_REPLICAS = 0x40;
    static final int INFO1_COMPRESS_ANSWER = 0x80;
    public static final int INFO2_WRITE = 0x01;
    public static final int INFO2_DELETE = 0x02;
    public static final int INFO2_GENERATION = 0x04;
    public static final int INFO2_GENERATION_GREATER = 0x08;
    public static final int INFO2_DURABLE_DELETE = 0x10;
    public static final int INFO2_CREATE_ONLY = 0x20;
    public static final int INFO2_RESPOND_ALL_OPS = 0x80;
    public static final int INFO3_LAST = 0x01;
    public static final int INFO3_COMMIT_MASTER = 0x02;
    public static final int INFO3_PARTITION_DONE = 0x04;
    public static final int INFO3_UPDATE_ONLY = 0x08;
    public static final int INFO3_CREATE_OR_REPLACE = 0x10;
    public static final int INFO3_REPLACE_ONLY = 0x20;
    static final int INFO3_SC_READ_TYPE = 0x40;
    static final int INFO3_SC_READ_RELAX = 0x80;

    public static final int OP_READ = 1;
    public static final int OP_WRITE = 2;
    public static final int OP_ADD = 5;
    public static final int OP_EXPRESSION_READ = 7;
    public static final int OP_APPEND = 9;
    public static final int OP_PREPEND = 10;
    public static final int OP_TOUCH = 11;
    public static final int OP_DELETE = 14;

    /** An op's header after its size: op, particle, flags and the length of the name. */
    public static final int OP_HEADER_SIZE = 4;

    public static final int BATCH_INLINE = 0x01;
    public static final int BATCH_RESPOND_ALL = 0x04;
    public static final int BATCH_ERROR_RECORD = 0x08;
    public static final int BATCH_ROW_REPEAT = 0x01;
    /** A row with info2, info3 and a time to live. */
    public static final int BATCH_ROW_READ = 0x0a;
    /** As {@link #BATCH_ROW_READ}, with a generation. */
    public static final int BATCH_ROW_WRITE = 0x0e;

    private MessageLayout() {}

    /** The flag of a read mode in {@code info1}. */
    public static int info1(ApReadMode mode) {
        return mode == ApReadMode.ALL ? INFO1_READ_ALL_REPLICAS : 0;
    }

    /** The flags of a read mode in {@code info3}. */
    public static int info3(ScReadMode mode) {
        return switch (mode) {
            case SESSION -> 0;
            case LINEARIZE -> INFO3_SC_READ_TYPE;
            case ALLOW_REPLICA -> INFO3_SC_READ_RELAX;
            case ALLOW_UNAVAILABLE -> INFO3_SC_READ_RELAX | INFO3_SC_READ_TYPE;
        };
    }
}
