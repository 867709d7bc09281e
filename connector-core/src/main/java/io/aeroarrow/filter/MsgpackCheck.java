package io.aeroarrow.filter;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Checks the outer form of a ready-made expression. It is put between others as it is: bytes that are less or more than
 * one value would change what those mean.
 */
final class MsgpackCheck {

    private MsgpackCheck() {}

    /** Whether the bytes are exactly one msgpack value. */
    static boolean isOneValue(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long missing = 1;
        try {
            while (missing > 0) {
                missing += skipOne(in) - 1;
            }
        } catch (BufferUnderflowException e) {
            return false;
        }
        return !in.hasRemaining();
    }

    /** Skips a value's head and bytes; returns how many values it holds. */
    private static long skipOne(ByteBuffer in) {
        int head = in.get() & 0xff;
        if (head < 0x80 || head >= 0xe0) {
            return 0;
        } else if (head < 0x90) {
            return 2L * (head & 0x0f);
        } else if (head < 0xa0) {
            return head & 0x0f;
        } else if (head < 0xc0) {
            return skip(in, head & 0x1f);
        }
        return skipLong(in, head);
    }

    private static long skipLong(ByteBuffer in, int head) {
        return switch (head) {
            case 0xc0, 0xc2, 0xc3 -> 0;
            case 0xc4, 0xd9 -> skip(in, unsigned(in, 1));
            case 0xc5, 0xda -> skip(in, unsigned(in, 2));
            case 0xc6, 0xdb -> skip(in, unsigned(in, 4));
            case 0xc7 -> skip(in, unsigned(in, 1) + 1);
            case 0xc8 -> skip(in, unsigned(in, 2) + 1);
            case 0xc9 -> skip(in, unsigned(in, 4) + 1);
            case 0xcc, 0xd0 -> skip(in, 1);
            case 0xcd, 0xd1 -> skip(in, 2);
            case 0xca, 0xce, 0xd2 -> skip(in, 4);
            case 0xcb, 0xcf, 0xd3 -> skip(in, 8);
            case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> skip(in, 1 + (1L << (head - 0xd4)));
            case 0xdc -> unsigned(in, 2);
            case 0xdd -> unsigned(in, 4);
            case 0xde -> 2 * unsigned(in, 2);
            case 0xdf -> 2 * unsigned(in, 4);
            // The one head that msgpack never uses.
            default -> throw new BufferUnderflowException();
        };
    }

    private static long skip(ByteBuffer in, long bytes) {
        if (bytes > in.remaining()) {
            throw new BufferUnderflowException();
        }
        in.position(in.position() + (int) bytes);
        return 0;
    }

    private static long unsigned(ByteBuffer in, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | Byte.toUnsignedInt(in.get());
        }
        return value;
    }
}
