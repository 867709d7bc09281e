package io.aeroarrow.embedded.internal.msgpack;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import java.util.Comparator;
import java.util.OptionalInt;

/**
 * The server's order of msgpack values of any kind. Both values must be well-formed. A wildcard in either value ends the comparison as
 * equal, an infinity is greater than all other values.
 */
public final class MsgpackOrder {
    public static final Comparator<ByteSlice> COMPARATOR =
            (left, right) -> new MsgpackOrder().compare(new MsgpackReader(left), new MsgpackReader(right));

    private static final int INFINITY = 1;

    /** Ranks of the kinds of values, lowest first. */
    private enum Rank {
        NIL,
        FALSE,
        TRUE,
        NEGATIVE,
        NON_NEGATIVE,
        STRING,
        LIST,
        MAP,
        BYTES,
        REAL,
        GEOJSON,
        EXT,
        WILDCARD,
        INFINITE
    }

    private boolean metUnordered;
    private boolean metWildcard;

    private MsgpackOrder() {}

    /** Compares as a filter expression does; empty if the comparison involves a non-empty map without an order. */
    public static OptionalInt compareInFilter(ByteSlice left, ByteSlice right) {
        MsgpackOrder comparison = new MsgpackOrder();
        int order = comparison.compare(new MsgpackReader(left), new MsgpackReader(right));
        return comparison.metUnordered ? OptionalInt.empty() : OptionalInt.of(order);
    }

    private int compare(MsgpackReader left, MsgpackReader right) {
        Rank rank = rank(left);
        Rank rightRank = rank(right);
        int leftPairs = rank == Rank.MAP ? mapSize(left) : 0;
        int rightPairs = rightRank == Rank.MAP ? mapSize(right) : 0;
        if (rank == Rank.WILDCARD || rightRank == Rank.WILDCARD) {
            metWildcard = true;
            return 0;
        }
        int order = rank.compareTo(rightRank);
        if (order != 0) {
            return order;
        }
        return switch (rank) {
            case NIL, FALSE, TRUE, EXT, WILDCARD, INFINITE -> {
                left.skip();
                right.skip();
                yield 0;
            }
            case NEGATIVE, NON_NEGATIVE -> Long.compareUnsigned(left.integer(), right.integer());
            case REAL -> compareReals(left.real(), right.real());
            case STRING, BYTES, GEOJSON -> left.raw().compareUnsigned(right.raw());
            case LIST -> compareLists(left, right);
            case MAP ->
                leftPairs == rightPairs
                        ? compareElements(left, right, 2 * leftPairs)
                        : Integer.compare(leftPairs, rightPairs);
        };
    }

    /** As in C: NaN equals everything, and both zeros are equal. */
    private static int compareReals(double left, double right) {
        if (left > right) {
            return 1;
        }
        return left < right ? -1 : 0;
    }

    private int compareLists(MsgpackReader left, MsgpackReader right) {
        int leftSize = sizeAfterMetadata(left, left.listHeader(), false);
        int rightSize = sizeAfterMetadata(right, right.listHeader(), false);
        int order = compareElements(left, right, Math.min(leftSize, rightSize));
        return order == 0 && !metWildcard ? Integer.compare(leftSize, rightSize) : order;
    }

    private int mapSize(MsgpackReader reader) {
        int encoded = reader.mapHeader();
        int pairs = sizeAfterMetadata(reader, encoded, true);
        metUnordered |= pairs > 0 && pairs == encoded;
        return pairs;
    }

    private int compareElements(MsgpackReader left, MsgpackReader right, int count) {
        for (int i = 0; i < count && !metWildcard; i++) {
            int order = compare(left, right);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Skips the element with the container's order flags, if there is one; the flags are not part of the value. */
    private static int sizeAfterMetadata(MsgpackReader reader, int size, boolean map) {
        if (size == 0 || reader.peek() != MsgpackKind.EXT || !reader.peekExt().isMetadata()) {
            return size;
        }
        reader.ext();
        if (map) {
            reader.skip();
        }
        return size - 1;
    }

    private static Rank rank(MsgpackReader reader) {
        return switch (reader.peek()) {
            case NIL -> Rank.NIL;
            case BOOL -> reader.peekLead() == 0xc3 ? Rank.TRUE : Rank.FALSE;
            case INTEGER -> reader.peekIsNegative() ? Rank.NEGATIVE : Rank.NON_NEGATIVE;
            case REAL -> Rank.REAL;
            case LIST -> Rank.LIST;
            case MAP -> Rank.MAP;
            case EXT -> extRank(reader.peekExt());
            case RAW -> rawRank(reader);
        };
    }

    private static Rank extRank(MsgpackReader.Ext ext) {
        if (ext.isMetadata() || ext.size() != 1) {
            return Rank.EXT;
        }
        return ext.firstByte() == INFINITY ? Rank.INFINITE : Rank.WILDCARD;
    }

    private static Rank rawRank(MsgpackReader reader) {
        return switch (reader.peekRawType()) {
            case ParticleType.STRING -> Rank.STRING;
            case ParticleType.GEOJSON -> Rank.GEOJSON;
            default -> Rank.BYTES;
        };
    }
}
