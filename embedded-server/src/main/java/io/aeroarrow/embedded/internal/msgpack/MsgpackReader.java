package io.aeroarrow.embedded.internal.msgpack;

import io.aeroarrow.embedded.internal.wire.ByteSlice;

/** Reads msgpack elements in sequence. Each length is checked against the remaining bytes. */
public final class MsgpackReader {
    /** The ext type of the wildcard and infinity elements. */
    static final int COMPARISON_EXT = 0xff;

    private final ByteSlice source;
    private int position;

    /** An ext element's type byte, the size of its payload, and the payload's first byte (-1 for none). */
    public record Ext(int type, int size, int firstByte) {
        /** Whether the element holds the order flags of the container that it precedes. */
        public boolean isMetadata() {
            return type != COMPARISON_EXT;
        }
    }

    public MsgpackReader(ByteSlice source) {
        this.source = source;
    }

    public boolean atEnd() {
        return position == source.length();
    }

    public int remaining() {
        return source.length() - position;
    }

    public MsgpackKind peek() {
        return MsgpackKind.of(peekLead());
    }

    public int peekLead() {
        require(1);
        return source.u8(position);
    }

    public void nil() {
        expect(MsgpackKind.NIL);
        position++;
    }

    public boolean bool() {
        expect(MsgpackKind.BOOL);
        return take(1) == 0xc3;
    }

    /** Reads an integer; an unsigned integer above {@link Long#MAX_VALUE} becomes negative. */
    public long integer() {
        expect(MsgpackKind.INTEGER);
        int lead = (int) take(1);
        if (lead <= 0x7f) {
            return lead;
        }
        if (lead >= 0xe0) {
            return (byte) lead;
        }
        return switch (lead) {
            case 0xcc -> take(1);
            case 0xcd -> take(2);
            case 0xce -> take(4);
            case 0xcf, 0xd3 -> take(8);
            case 0xd0 -> (byte) take(1);
            case 0xd1 -> (short) take(2);
            default -> (int) take(4);
        };
    }

    public int smallInteger() {
        long value = integer();
        if (value != (int) value) {
            throw new MalformedMsgpack("integer out of range: " + value);
        }
        return (int) value;
    }

    public double real() {
        expect(MsgpackKind.REAL);
        return take(1) == 0xca ? Float.intBitsToFloat((int) take(4)) : Double.longBitsToDouble(take(8));
    }

    /** The payload of a string or binary element, its particle type byte included. */
    public ByteSlice raw() {
        expect(MsgpackKind.RAW);
        int lead = (int) take(1);
        long size = switch (lead) {
            case 0xc4, 0xd9 -> take(1);
            case 0xc5, 0xda -> take(2);
            case 0xc6, 0xdb -> take(4);
            default -> lead & 0x1f;
        };
        return slice(size);
    }

    /** The particle type byte of the string or binary element that starts here, -1 if it is empty. */
    public int peekRawType() {
        int start = position;
        ByteSlice payload = raw();
        position = start;
        return payload.isEmpty() ? -1 : payload.u8(0);
    }

    /** The number of elements of the list that starts here. */
    public int listHeader() {
        expect(MsgpackKind.LIST);
        return containerSize((int) take(1), 0xdc, 1);
    }

    /** The number of pairs of the map that starts here. */
    public int mapHeader() {
        expect(MsgpackKind.MAP);
        return containerSize((int) take(1), 0xde, 2);
    }

    public Ext ext() {
        expect(MsgpackKind.EXT);
        int lead = (int) take(1);
        long size = switch (lead) {
            case 0xc7 -> take(1);
            case 0xc8 -> take(2);
            case 0xc9 -> take(4);
            default -> 1L << (lead - 0xd4);
        };
        int type = (int) take(1);
        ByteSlice payload = slice(size);
        return new Ext(type, payload.length(), payload.isEmpty() ? -1 : payload.u8(0));
    }

    public Ext peekExt() {
        int start = position;
        Ext ext = ext();
        position = start;
        return ext;
    }

    /** Whether the integer that starts here is negative. Unsigned integers above {@link Long#MAX_VALUE} are not. */
    boolean peekIsNegative() {
        int lead = peekLead();
        if (lead >= 0xd0 && lead <= 0xd3) {
            require(2);
            return source.u8(position + 1) >= 0x80;
        }
        return lead >= 0xe0;
    }

    /** The bytes of the whole element that starts here. */
    public ByteSlice element() {
        int start = position;
        skip();
        return source.slice(start, position - start);
    }

    public void skip() {
        // A counter instead of recursion: a request may nest deeply.
        long pending = 1;
        while (pending > 0) {
            pending += skipOne() - 1;
        }
    }

    /** Whether the element contains a wildcard or an infinity. */
    public static boolean hasComparison(ByteSlice element) {
        MsgpackReader in = new MsgpackReader(element);
        long pending = 1;
        while (pending > 0) {
            if (in.peek() == MsgpackKind.EXT && !in.peekExt().isMetadata()) {
                return true;
            }
            pending += in.skipOne() - 1;
        }
        return false;
    }

    private long skipOne() {
        switch (peek()) {
            case NIL, BOOL -> position++;
            case INTEGER -> integer();
            case REAL -> real();
            case RAW -> raw();
            case EXT -> ext();
            case LIST -> {
                return listHeader();
            }
            case MAP -> {
                return 2L * mapHeader();
            }
        }
        return 0;
    }

    private int containerSize(int lead, int lead16, int elementsEach) {
        long count = lead == lead16 ? take(2) : lead == lead16 + 1 ? take(4) : lead & 0x0f;
        if (count * elementsEach > remaining()) {
            throw new MalformedMsgpack("container of " + count + " in " + remaining() + " bytes");
        }
        return (int) count;
    }

    private void expect(MsgpackKind kind) {
        MsgpackKind found = peek();
        if (found != kind) {
            throw new MalformedMsgpack("wanted " + kind + ", found " + found);
        }
    }

    private long take(int width) {
        require(width);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | source.u8(position + i);
        }
        position += width;
        return value;
    }

    private ByteSlice slice(long size) {
        require(size);
        ByteSlice slice = source.slice(position, (int) size);
        position += (int) size;
        return slice;
    }

    private void require(long size) {
        if (size > remaining()) {
            throw new MalformedMsgpack("needs " + size + " bytes, has " + remaining());
        }
    }
}
