package io.aeroarrow.internal.message;

import io.aeroarrow.error.ProtocolViolationException;

/** The eight bytes before every message or sequence of messages. */
public final class FrameHeader {

    /** The size of a frame's header in bytes. */
    public static final int SIZE = MessageLayout.FRAME_HEADER_SIZE;

    static final long LENGTH_MASK = 0xffff_ffff_ffffL;

    /** The first byte of a TLS alert (21, 3, ...), with which a TLS server answers anything else. */
    private static final int TLS_ALERT = 21;

    private FrameHeader() {}

    public static long encode(int type, long bodyLength) {
        return (long) MessageLayout.VERSION << 56 | (long) type << 48 | bodyLength;
    }

    /** The length of a data frame's body. */
    public static long dataLength(long header) {
        return length(header, MessageLayout.TYPE_DATA);
    }

    /** The length of an info frame's body. */
    public static long infoLength(long header) {
        return length(header, MessageLayout.TYPE_INFO);
    }

    /** The length of a security frame's body. */
    public static long adminLength(long header) {
        return length(header, MessageLayout.TYPE_ADMIN);
    }

    /** The length of a compressed frame's body. */
    static long compressedLength(long header) {
        return length(header, MessageLayout.TYPE_COMPRESSED);
    }

    private static long length(long header, int wantedType) {
        int version = (int) (header >>> 56);
        int type = (int) (header >>> 48) & 0xff;
        long length = header & LENGTH_MASK;
        if (version == TLS_ALERT) {
            throw new ProtocolViolationException("the node speaks TLS and the client does not; enable TLS (withTls),"
                    + " or use the node's clear port");
        }
        if (version != MessageLayout.VERSION) {
            throw new ProtocolViolationException(
                    "a frame has protocol version " + version + " instead of 2; is this an Aerospike service port?");
        }
        if (type != wantedType) {
            throw new ProtocolViolationException("a frame has type " + type + " instead of " + wantedType);
        }
        if (length > MessageLayout.MAX_FRAME_BODY) {
            throw new ProtocolViolationException("a frame announces " + length + " bytes; the maximum is 128 MiB");
        }
        return length;
    }
}
