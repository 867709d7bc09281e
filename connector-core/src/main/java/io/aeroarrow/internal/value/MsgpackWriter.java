package io.aeroarrow.internal.value;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Writes msgpack on the heap, each value in its shortest form, like the official client. */
public final class MsgpackWriter {

    private final ByteBuf out = Unpooled.buffer();

    public byte[] bytes() {
        return ByteBufUtil.getBytes(out);
    }

    public void array(int elements) {
        if (elements < 16) {
            out.writeByte(0x90 | elements);
        } else if (elements < 1 << 16) {
            out.writeByte(0xdc).writeShort(elements);
        } else {
            out.writeByte(0xdd).writeInt(elements);
        }
    }

    void map(int pairs) {
        if (pairs < 16) {
            out.writeByte(0x80 | pairs);
        } else if (pairs < 1 << 16) {
            out.writeByte(0xde).writeShort(pairs);
        } else {
            out.writeByte(0xdf).writeInt(pairs);
        }
    }

    /** Writes a container's metadata, before its elements: an empty extension with a type. */
    void extension(int type) {
        out.writeByte(0xc7).writeByte(0).writeByte(type);
    }

    void nil() {
        out.writeByte(0xc0);
    }

    public void integer(long value) {
        if (value < 0) {
            negative(value);
        } else if (value < 1 << 7) {
            out.writeByte((int) value);
        } else if (value < 1 << 8) {
            out.writeByte(0xcc).writeByte((int) value);
        } else if (value < 1 << 16) {
            out.writeByte(0xcd).writeShort((int) value);
        } else if (value < 1L << 32) {
            out.writeByte(0xce).writeInt((int) value);
        } else {
            out.writeByte(0xcf).writeLong(value);
        }
    }

    private void negative(long value) {
        if (value >= -32) {
            out.writeByte((int) value);
        } else if (value >= Byte.MIN_VALUE) {
            out.writeByte(0xd0).writeByte((int) value);
        } else if (value >= Short.MIN_VALUE) {
            out.writeByte(0xd1).writeShort((int) value);
        } else if (value >= Integer.MIN_VALUE) {
            out.writeByte(0xd2).writeInt((int) value);
        } else {
            out.writeByte(0xd3).writeLong(value);
        }
    }

    public void number(double value) {
        out.writeByte(0xcb).writeDouble(value);
    }

    public void bool(boolean value) {
        out.writeByte(value ? 0xc3 : 0xc2);
    }

    /** Writes a name or pattern, without a particle type. */
    public void plain(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        stringHeader(utf8.length);
        out.writeBytes(utf8);
    }

    /** Writes a string or blob: a msgpack string whose first byte is the particle type. */
    public void particle(int particle, byte[] value) {
        stringHeader(value.length + 1);
        out.writeByte(particle).writeBytes(value);
    }

    /** Writes a value that is already msgpack. */
    public void encoded(byte[] value) {
        out.writeBytes(value);
    }

    private void stringHeader(int bytes) {
        if (bytes < 32) {
            out.writeByte(0xa0 | bytes);
        } else if (bytes < 1 << 8) {
            out.writeByte(0xd9).writeByte(bytes);
        } else if (bytes < 1 << 16) {
            out.writeByte(0xda).writeShort(bytes);
        } else {
            out.writeByte(0xdb).writeInt(bytes);
        }
    }
}
