package io.aeroarrow.embedded.internal.msgpack;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.io.ByteArrayOutputStream;

/** Writes msgpack in its shortest form. Strings and blobs both get string headers. */
public final class CanonicalMsgpackWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public byte[] toByteArray() {
        return out.toByteArray();
    }

    public void copy(ByteSlice element) {
        out.write(element.array(), element.offset(), element.length());
    }

    public void unsigned(long value) {
        if (value >= 0 && value <= 0x7f) {
            out.write((int) value);
        } else if (value >= 0 && value <= 0xff) {
            lead(0xcc, value, 1);
        } else if (value >= 0 && value <= 0xffff) {
            lead(0xcd, value, 2);
        } else if (value >= 0 && value <= 0xffff_ffffL) {
            lead(0xce, value, 4);
        } else {
            lead(0xcf, value, 8);
        }
    }

    public void signed(long value) {
        if (value >= 0) {
            unsigned(value);
        } else if (value >= -32) {
            out.write((int) value);
        } else if (value >= Byte.MIN_VALUE) {
            lead(0xd0, value, 1);
        } else if (value >= Short.MIN_VALUE) {
            lead(0xd1, value, 2);
        } else if (value >= Integer.MIN_VALUE) {
            lead(0xd2, value, 4);
        } else {
            lead(0xd3, value, 8);
        }
    }

    public void raw(ByteSlice payload) {
        int size = payload.length();
        if (size <= 31) {
            out.write(0xa0 | size);
        } else if (size <= 0xff) {
            lead(0xd9, size, 1);
        } else if (size <= 0xffff) {
            lead(0xda, size, 2);
        } else {
            lead(0xdb, size, 4);
        }
        copy(payload);
    }

    public void listHeader(int count) {
        containerHeader(count, 0x90, 0xdc);
    }

    public void mapHeader(int pairs) {
        containerHeader(pairs, 0x80, 0xde);
    }

    /** Writes a container's order flags: an ext without payload. */
    public void metadata(int flags) {
        out.write(0xc7);
        out.write(0);
        out.write(flags);
    }

    public void nil() {
        out.write(0xc0);
    }

    public void bool(boolean value) {
        out.write(value ? 0xc3 : 0xc2);
    }

    public void real(double value) {
        lead(0xcb, Double.doubleToLongBits(value), Double.BYTES);
    }

    private void containerHeader(int count, int fixed, int lead16) {
        if (count <= 0x0f) {
            out.write(fixed | count);
        } else if (count <= 0xffff) {
            lead(lead16, count, 2);
        } else {
            lead(lead16 + 1, count, 4);
        }
    }

    private void lead(int lead, long value, int width) {
        out.write(lead);
        for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
    }
}
