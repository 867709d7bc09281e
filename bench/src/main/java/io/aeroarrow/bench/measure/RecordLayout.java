package io.aeroarrow.bench.measure;

/** Offsets and sizes of frames and messages, in bytes. */
public final class RecordLayout {

    public static final int FRAME_HEADER = 8;
    /** The body's length within the frame header, whose upper bytes are version and type. */
    public static final long LENGTH_MASK = 0xffff_ffff_ffffL;

    public static final int MESSAGE_HEADER = 22;
    public static final int INFO3 = 3;
    public static final int GENERATION = 6;
    public static final int VOID_TIME = 10;
    public static final int FIELD_COUNT = 18;
    public static final int OP_COUNT = 20;

    private RecordLayout() {}
}
