package io.aeroarrow.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Chooses records by the bins they have, which keeps a projection from changing how many records a query returns.
 *
 * @param kind how the bins count
 * @param bins the names of the bins
 */
public record BinPresence(Kind kind, List<String> bins) {

    private static final int EQ = 1;
    private static final int NE = 2;
    private static final int AND = 16;
    private static final int OR = 17;
    private static final int BIN_TYPE = 82;

    /** How the bins count. */
    public enum Kind {
        ANYTHING,
        NONE_OF,
        ANY_OF
    }

    public BinPresence {
        bins = List.copyOf(bins);
    }

    /** All records, whichever bins they have. */
    public static BinPresence anything() {
        return new BinPresence(Kind.ANYTHING, List.of());
    }

    /** The records that have none of the bins. */
    public static BinPresence noneOf(List<String> bins) {
        return new BinPresence(Kind.NONE_OF, bins);
    }

    /** The records that have at least one of the bins. */
    public static BinPresence anyOf(List<String> bins) {
        return new BinPresence(Kind.ANY_OF, bins);
    }

    /** The filter expression, empty for none. */
    byte[] encode() {
        return switch (kind) {
            case ANYTHING -> new byte[0];
            case NONE_OF -> encode(AND, EQ, bins);
            case ANY_OF -> encode(OR, NE, bins);
        };
    }

    private static byte[] encode(int join, int compare, List<String> bins) {
        ByteBuf out = Unpooled.buffer();
        if (bins.size() > 1) {
            writeArrayHeader(out, bins.size() + 1);
            out.writeByte(join);
        }
        for (String bin : bins) {
            writeArrayHeader(out, 3);
            out.writeByte(compare);
            writeArrayHeader(out, 2);
            out.writeByte(BIN_TYPE);
            writeName(out, bin);
            // The type of a bin that is not there.
            out.writeByte(Particle.NULL);
        }
        return ByteBufUtil.getBytes(out);
    }

    private static void writeArrayHeader(ByteBuf out, int elements) {
        if (elements < 16) {
            out.writeByte(0x90 | elements);
        } else {
            out.writeByte(0xdc).writeShort(elements);
        }
    }

    private static void writeName(ByteBuf out, String bin) {
        // At most 15 bytes, so that the short form always holds it; names carry no type prefix.
        out.writeByte(0xa0 | ByteBufUtil.utf8Bytes(bin));
        out.writeCharSequence(bin, StandardCharsets.UTF_8);
    }
}
